import { tocsin } from '../../../../test/support/amtool-in-process.js';
import { answer, NOW_MS } from '../../../../test/support/cli-world.js';
import type { HttpRequest } from '../../../httpclient/http-message.js';

const HOUR_MS = 3_600_000;
const at = (ms: number) => new Date(NOW_MS + ms).toISOString();

function silence(id: string, rest: object = {}) {
  return {
    id,
    status: { state: 'active' },
    updatedAt: at(0),
    comment: `about ${id}`,
    createdBy: 'ana',
    startsAt: at(-HOUR_MS),
    endsAt: at(HOUR_MS),
    matchers: [
      { name: 'a', value: 'b', isRegex: false, isEqual: true },
      { name: 'c', value: 'd.*', isRegex: true, isEqual: false },
    ],
    ...rest,
  };
}

describe('tocsin silence import --from-alertmanager', () => {
  const LINE = 'silence import --from-alertmanager=http://old:9093/prefix';

  /** A server that keeps what it is given, beside one that it comes from. */
  function servers(theirs: readonly object[], ours: object[] = []) {
    const posted: unknown[] = [];
    const api = {
      'GET /prefix/api/v2/silences': () => theirs,
      'GET /api/v2/silences': () => ours,
      'POST /api/v2/silences'({ body }: HttpRequest) {
        const { id: _, ...said } = JSON.parse(body ?? '') as { id?: string; comment: string };
        if (said.comment === 'about bad') return answer(400, 'no');
        posted.push(said);
        // What lies in the past begins now.
        ours.push({ ...silence('', said), id: `new-${posted.length}`, startsAt: at(0) });
        return { silenceID: `new-${posted.length}` };
      },
    };
    return { api, posted };
  }

  it('adds each silence that holds or will hold, and nothing when it is done again', async () => {
    const pending = { status: { state: 'pending' }, startsAt: at(HOUR_MS), endsAt: at(2 * HOUR_MS) };
    const { api, posted } = servers([
      silence('a'),
      silence('over', { status: { state: 'expired' } }),
      silence('later', pending),
    ]);
    expect(await tocsin(LINE, { api })).toMatchObject({
      code: 0,
      out: 'new-1\nnew-2\n',
      err: '2 added, 0 were here already, 0 failed\n',
    });
    expect(posted).toMatchObject([
      { comment: 'about a', createdBy: 'ana', endsAt: at(HOUR_MS), matchers: silence('a').matchers },
      { comment: 'about later', startsAt: at(HOUR_MS) },
    ]);
  });

  it('knows what is there already by what it says, in whatever order', async () => {
    const matchers = silence('a').matchers.toReversed();
    const { api } = servers([silence('a'), silence('b')], [silence('elsewhere', { comment: 'about a', matchers })]);
    expect(await tocsin(LINE, { api })).toMatchObject({ code: 0, err: '1 added, 1 were here already, 0 failed\n' });
    expect(await tocsin(LINE, { api })).toMatchObject({ code: 0, err: '0 added, 2 were here already, 0 failed\n' });
  });

  it('goes on after one that is refused, and fails', async () => {
    const { api } = servers([silence('bad'), silence('a')]);
    expect(await tocsin(LINE, { api })).toMatchObject({
      code: 1,
      out: 'new-1\n',
      err: expect.stringContaining("Error adding silence id='bad'"),
    });
  });

  it('says which of the two servers does not answer as it should', async () => {
    expect(await tocsin(LINE, { api: { 'GET /api/v2/silences': () => [] } })).toMatchObject({
      code: 1,
      err: expect.stringContaining('the silences of --from-alertmanager cannot be read: '),
    });
  });
});
