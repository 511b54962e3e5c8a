import { amtool } from '../../../../test/support/amtool-in-process.js';
import { answer, NOW_MS } from '../../../../test/support/cli-world.js';

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

describe('silence expire', () => {
  it('ends each silence', async () => {
    const api = { 'DELETE /api/v2/silence/a': answer(200, ''), 'DELETE /api/v2/silence/b%2Fc': answer(200, '') };
    const { code, out, requests } = await amtool('silence expire a b/c', { api });
    expect({ code, out, count: requests.length }).toEqual({ code: 0, out: '', count: 2 });
  });

  it.each`
    line                  | complaint
    ${'silence expire'}   | ${'no silence IDs specified'}
    ${'silence expire x'} | ${'[DELETE /silence/{silenceID}][404] deleteSilenceNotFound'}
  `('refuses $line', async ({ line, complaint }) => {
    expect((await amtool(line)).err).toBe(`amtool: error: ${complaint}\n\n`);
  });
});

describe('silence update', () => {
  const api = { 'GET /api/v2/silence/old': silence('old', HOUR_MS), 'POST /api/v2/silences': { silenceID: 'new' } };

  it('changes what it is told and prints what is now', async () => {
    const { out, bodies } = await amtool('silence update old -d 1d -c better', { api });
    expect(bodies).toMatchObject([
      undefined,
      { id: 'old', createdBy: 'bob', comment: 'better', startsAt: at(-2 * HOUR_MS), endsAt: at(22 * HOUR_MS) },
    ]);
    expect(out).toMatch(
      /^ID {3}Matchers .*\nnew {2}alertname="Full" .* 2026-03-02 10:00:00 UTC {2}bob {9}better {3}\n$/,
    );
  });

  it('prints ids alone', async () => {
    expect((await amtool('silence update -q old old', { api })).out).toBe('new\nnew\n');
  });

  it.each`
    line                                               | complaint
    ${'silence update'}                                | ${'no silence IDs specified'}
    ${'silence update gone'}                           | ${'[GET /silence/{silenceID}][404] getSilenceNotFound'}
    ${'silence update old -d 0'}                       | ${'silence duration must be greater than 0'}
    ${'silence update old --end 2000-01-01T00:00:00Z'} | ${'silence cannot start after it ends'}
  `('refuses $line', async ({ line, complaint }) => {
    expect(await amtool(line, { api })).toMatchObject({ code: 1, out: '', err: `amtool: error: ${complaint}\n\n` });
  });
});
