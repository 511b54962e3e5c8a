import { tocsin } from '../../../../test/support/amtool-in-process.js';
import { answer } from '../../../../test/support/cli-world.js';

const LIST = 'GET /api/tocsin/v1/deliveries';
const LETTERS = 'GET /api/tocsin/v1/dead-letters';

const waiting = {
  id: 'f1-webhook-0',
  receiver: 'team',
  integration: 'webhook[0]',
  groupKey: '{}:{alertname="a"}',
  groupLabels: { alertname: 'a' },
  reason: 'first notification',
  state: 'waiting',
  queuedAt: '2026-03-01T11:00:00.000Z',
  endedAt: null,
  attemptCount: 2,
  attempts: [
    {
      at: '2026-03-01T11:00:00.000Z',
      seconds: 0.1,
      status: 503,
      outcome: 'retry',
      reason: 'serverError',
      error: 'busy',
    },
    {
      at: '2026-03-01T11:00:01.000Z',
      seconds: 0.1,
      status: 503,
      outcome: 'retry',
      reason: 'serverError',
      error: 'still\nbusy',
    },
  ],
};
const delivered = {
  ...waiting,
  id: 'f2-webhook-0',
  state: 'delivered',
  endedAt: '2026-03-01T11:00:00.100Z',
  attemptCount: 1,
  attempts: [],
};
const letter = {
  id: 'f1-webhook-0',
  receiver: 'team',
  integration: 'webhook[0]',
  groupKey: '{}:{alertname="a"}',
  failures: 3,
  reason: 'authError',
  error: 'Invalid key',
  failedAt: '2026-03-01T11:00:00.000Z',
};

describe('tocsin deliveries list', () => {
  it('prints a table', async () => {
    const api = { [LIST]: { items: [waiting, delivered], next: null } };
    const { code, out } = await tocsin('deliveries', { api });
    expect(code).toBe(0);
    expect(out.split('\n').map((line) => line.trimEnd())).toEqual([
      'ID            Integration      Group               State      Queued At                Attempts  Error',
      'f1-webhook-0  team/webhook[0]  {}:{alertname="a"}  waiting    2026-03-01 11:00:00 UTC  2         still busy',
      'f2-webhook-0  team/webhook[0]  {}:{alertname="a"}  delivered  2026-03-01 11:00:00 UTC  1',
      '',
    ]);
  });

  it('prints what the API answers as JSON', async () => {
    const { out } = await tocsin('deliveries list --output=json', {
      api: { [LIST]: { items: [waiting], next: null } },
    });
    expect(JSON.parse(out)).toEqual([waiting]);
  });

  it('asks for what is wanted, page by page', async () => {
    const api = {
      [LIST]: ({ url }: { url: string }) => {
        const isFirst = !url.includes('cursor');
        return { items: [isFirst ? waiting : delivered], next: isFirst ? 'x y' : null };
      },
    };
    const line =
      'deliveries list -o json --receiver=team --integration=webhook[0] --state=waiting --state=dead --within=1h --limit=5000';
    const { out, requests } = await tocsin(line, { api });
    expect(JSON.parse(out)).toHaveLength(2);
    const queries = requests.map(({ url }) => Object.fromEntries(new URL(url).searchParams));
    const query = {
      receiver: 'team',
      integration: 'webhook[0]',
      state: 'waiting,dead',
      from: '2026-03-01T11:00:00.000Z',
    };
    expect(queries).toEqual([
      { ...query, limit: '1000' },
      { ...query, limit: '1000', cursor: 'x y' },
    ]);
  });
});

describe('tocsin deliveries show', () => {
  it('prints what each attempt sent and got', async () => {
    const exchange = {
      request: {
        method: 'POST',
        url: 'http://a/<secret>',
        headers: { 'content-type': 'application/json' },
        body: '{}\n',
      },
      response: { status: 503, headers: { server: 'x' }, body: 'busy' },
    };
    const [attempt] = waiting.attempts;
    const shown = {
      ...waiting,
      alerts: [{ status: 'firing', labels: { alertname: 'a', b: 'c' } }],
      attempts: [
        { ...attempt, exchanges: [exchange] },
        { ...attempt, status: null, exchanges: [{ ...exchange, response: null, error: 'refused' }] },
      ],
    };
    const { out } = await tocsin('deliveries show f1-webhook-0', { api: { [`${LIST}/f1-webhook-0`]: shown } });
    expect(out).toBe(`ID:           f1-webhook-0
Integration:  team/webhook[0]
Group:        {}:{alertname="a"}
Reason:       first notification
State:        waiting
Queued At:    2026-03-01 11:00:00 UTC
Ended At:     
Attempts:     2

Alerts:
  firing  alertname="a" b="c"

2026-03-01 11:00:00 UTC  retry after 0.1s, status 503 (serverError): busy
  > POST http://a/<secret>
  > content-type: application/json
  >
  > {}
  < 503
  < server: x
  <
  < busy

2026-03-01 11:00:00 UTC  retry after 0.1s (serverError): busy
  > POST http://a/<secret>
  > content-type: application/json
  >
  > {}
  < refused
`);
  });
});

describe('tocsin deliveries retry', () => {
  it('says of each what came of it', async () => {
    const api = {
      'POST /api/tocsin/v1/deliveries/a/retry': answer(202, { id: 'a', deliveryId: 'b', state: 'newest' }),
      'POST /api/tocsin/v1/deliveries/x/retry': answer(409, { detail: 'nothing waits: the delivery is delivered' }),
    };
    expect(await tocsin('deliveries retry a x', { api })).toMatchObject({
      code: 1,
      out: 'a  attempted now as b\nx  refused: nothing waits: the delivery is delivered\n',
    });
    const { out } = await tocsin('deliveries retry -o json a', { api });
    expect(JSON.parse(out)).toEqual([{ id: 'a', deliveryId: 'b', state: 'newest' }]);
  });
});

describe('tocsin dead-letters', () => {
  it('lists them', async () => {
    const api = { [LETTERS]: { items: [letter], next: null } };
    const { out } = await tocsin('dead-letters', { api });
    expect(out.split('\n').map((line) => line.trimEnd())).toEqual([
      'ID            Integration      Group               Failed At                Failures  Reason     Error',
      'f1-webhook-0  team/webhook[0]  {}:{alertname="a"}  2026-03-01 11:00:00 UTC  3         authError  Invalid key',
      '',
    ]);
    expect((await tocsin('dead-letters list -q', { api })).out).toBe('f1-webhook-0\n');
    expect(JSON.parse((await tocsin('dead-letters list -o json', { api })).out)).toEqual([letter]);
  });

  it('replays them, and says of each what came of it', async () => {
    const results = [
      { id: 'a', outcome: 'queued', deliveryId: 'b', state: 'newest' },
      { id: 'c', outcome: 'queued', deliveryId: 'd', state: 'as it was' },
      { id: 'e', outcome: 'refused', error: 'there is no such dead letter' },
    ];
    const api = { 'POST /api/tocsin/v1/dead-letters/replay': { results } };
    expect(await tocsin('dead-letters replay a c e', { api })).toMatchObject({
      code: 1,
      out: 'a  queued as b, with the newest state of its group\nc  queued as d, as it was, since its group is gone\ne  refused: there is no such dead letter\n',
      bodies: [{ ids: ['a', 'c', 'e'] }],
    });
    expect((await tocsin('dead-letters replay --receiver=team', { api })).bodies).toEqual([{ receiver: 'team' }]);
    expect((await tocsin('dead-letters replay --all', { api })).bodies).toEqual([{ all: true }]);
  });

  it.each([
    'dead-letters replay',
    'dead-letters replay a --all',
    'dead-letters drop',
    'deliveries show',
    'deliveries retry',
  ])('refuses "%s"', async (line) => {
    expect(await tocsin(line)).toMatchObject({ code: 1, out: '', err: expect.stringContaining('name') });
  });

  it('drops one', async () => {
    const api = {
      'DELETE /api/tocsin/v1/dead-letters/a': answer(204, ''),
      'DELETE /api/tocsin/v1/dead-letters/x': answer(404, { detail: 'there is none' }),
    };
    expect(await tocsin('dead-letters drop a', { api })).toMatchObject({ code: 0, out: '' });
    expect(await tocsin('dead-letters drop x', { api })).toMatchObject({
      code: 1,
      err: 'tocsin: error: there is none\n',
    });
  });
});
