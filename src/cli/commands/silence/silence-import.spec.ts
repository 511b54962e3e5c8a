import { amtool } from '../../../../test/support/amtool-in-process.js';
import { answer, NOW_MS } from '../../../../test/support/cli-world.js';
import type { HttpRequest } from '../../../httpclient/http-message.js';

const at = (ms: number) => new Date(NOW_MS + ms).toISOString();
const HOUR_MS = 3_600_000;

const silence = (id: string, endsInMs: number, rest: object = {}) => ({
  id,
  status: { state: 'active' },
  updatedAt: at(0),
  comment: `about ${id}`,
  createdBy: 'bob',
  endsAt: at(endsInMs),
  startsAt: at(-2 * HOUR_MS),
  matchers: [
    { name: 'alertname', value: 'Full', isRegex: false, isEqual: true },
    { name: 'b c', value: '.*', isRegex: true },
    { name: 'd', value: 'e"', isRegex: true, isEqual: false },
    { name: 'f', value: '', isRegex: false, isEqual: false },
  ],
  ...rest,
});

describe('silence import', () => {
  const postable = (request: HttpRequest) => JSON.parse(request.body ?? '') as { id?: string; comment: string };
  const accepting = (request: HttpRequest) => {
    const { id, comment } = postable(request);
    if (comment === 'about bad') return answer(400, 'invalid silence');
    if (id === 'gone') return answer(404, 'not found');
    return { silenceID: `now-${id ?? 'new'}` };
  };
  const api = { 'POST /api/v2/silences': accepting };
  const json = (...ids: readonly string[]) => JSON.stringify(ids.map((id) => silence(id, HOUR_MS)));

  it.each`
    line                       | parts                                 | out
    ${'silence import s.json'} | ${{ files: { 's.json': json('a') } }} | ${'now-a\n'}
    ${'silence import'}        | ${{ input: json('a') }}               | ${'now-a\n'}
    ${'silence import -f'}     | ${{ input: json('a') }}               | ${'now-new\n'}
    ${'silence import'}        | ${{ input: json('gone') }}            | ${'now-new\n'}
    ${'silence import'}        | ${{ input: ' [] ' }}                  | ${''}
  `('"$line" prints $out', async ({ line, parts, out }) => {
    expect(await amtool(line, { api, ...parts })).toMatchObject({ code: 0, out, err: '' });
  });

  it('says which silences could not be added, and adds the others', async () => {
    const { code, out, err } = await amtool('silence import -w 1', { api, input: json('a', 'bad', 'b', 'bad', 'c') });
    const complaint = `Error adding silence id='bad': [POST /silences][400] postSilencesBadRequest "invalid silence"\n`;
    expect({ code, out }).toEqual({ code: 1, out: 'now-a\nnow-b\nnow-c\n' });
    expect(err).toBe(`${complaint}${complaint}amtool: error: couldn't import 2 out of 5 silences\n\n`);
  });

  it.each`
    input                      | reason                                                            | out
    ${''}                      | ${'EOF'}                                                          | ${''}
    ${'nope'}                  | ${"invalid character 'o' in literal null (expecting 'u')"}        | ${''}
    ${'[{"id":"a"},'}          | ${'EOF'}                                                          | ${'now-a\n'}
    ${'[{"id":"a"} x'}         | ${"invalid character 'x' after array element"}                    | ${'now-a\n'}
    ${'[{"id":"a"},{"id":1}]'} | ${'json: cannot unmarshal number into silence.id of type string'} | ${'now-a\n'}
    ${'[{"id"'}                | ${'unexpected EOF'}                                               | ${''}
  `('refuses $input', async ({ input, reason, out }) => {
    const err = `amtool: error: couldn't unmarshal input data, is it JSON?: ${reason}\n\n`;
    expect(await amtool('silence import', { api, input })).toMatchObject({ code: 1, out, err });
  });
});
