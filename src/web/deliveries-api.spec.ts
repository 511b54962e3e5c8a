import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { EngineHarness } from '../../test/support/engine-harness.js';
import { serve, type TestServer } from '../../test/support/http-fixture.js';
import { documented } from '../../test/support/own-document.js';
import type { Engine } from '../api/engine.js';
import type { Exchange } from '../notify/exchange.js';

const CONFIG = `
route:
  receiver: team
  group_by: [alertname]
  group_wait: 0s
  group_interval: 5m
receivers:
  - name: team
    webhook_configs: [{url: 'http://a.test'}, {url: 'http://b.test'}]
  - name: unused
`;
const FIRST = 'team/webhook[0]';
const BASE = '/api/tocsin/v1';
const FIRES = { labels: { alertname: 'a' }, endsAt: '1d' };
const DOWN = { kind: 'retry', reason: 'serverError', error: 'unexpected status code 503' } as const;
const REFUSES = { kind: 'giveUp', reason: 'authError', error: 'unexpected status code 401' } as const;

interface Listed {
  readonly items: readonly Readonly<Record<string, unknown>>[];
  readonly next: string | null;
}

let harness: EngineHarness;
let server: TestServer<Engine>;
beforeEach(async () => {
  harness = await EngineHarness.start(CONFIG, { tocsin: 'deliveries: {undelivered: tell}' });
  server = await serve(harness.engine);
});
afterEach(async () => {
  await server.close();
  await harness.close();
});

const exchange = (status: number): Exchange => ({
  method: 'POST',
  url: 'http://a.test/<secret>',
  headers: { 'content-type': 'application/json' },
  body: '{}',
  isBodyCut: false,
  atMs: harness.startMs,
  seconds: 0.5,
  response: { status, headers: {}, body: 'busy', isBodyCut: false },
});

async function get(path: string, query = ''): Promise<Listed> {
  return documented('GET', path, await server.get(`${BASE}${path}${query}`));
}

async function post(path: string, body: object, documentedPath = path) {
  return documented('POST', documentedPath, await server.post(`${BASE}${path}`, body));
}

const shown = ({ items }: Listed) =>
  items.map(({ receiver, integration, state }) => `${receiver}/${integration} ${state}`);

describe('GET /api/tocsin/v1/deliveries', () => {
  beforeEach(async () => {
    harness.answers(FIRST, () => ({ ...DOWN, exchanges: [exchange(503)] }));
    await harness.post(FIRES);
    await harness.at('2s');
  });

  it('shows what waits with its attempts, and then what has ended', async () => {
    const list = await get('/deliveries');
    expect(shown(list)).toEqual(['team/webhook[0] waiting', 'team/webhook[1] delivered']);
    expect(list.next).toBeNull();
    expect(list.items[0]).toMatchObject({
      groupKey: '{}:{alertname="a"}',
      groupLabels: { alertname: 'a' },
      reason: 'first notification',
      counts: { firing: 1, resolved: 0 },
      endedAt: null,
      attemptCount: 3,
      attempts: [
        { status: 503, outcome: 'retry', reason: 'serverError', error: 'unexpected status code 503' },
        { status: 503 },
        { status: 503 },
      ],
    });
  });

  it.each([
    ['?state=waiting', ['team/webhook[0] waiting']],
    ['?state=dead,delivered', ['team/webhook[1] delivered']],
    ['?receiver=other', []],
    ['?receiver=team&integration=webhook[1]', ['team/webhook[1] delivered']],
    ['?integration=team/webhook[0]', ['team/webhook[0] waiting']],
    [`?group=${encodeURIComponent('{}:{alertname="a"}')}`, ['team/webhook[0] waiting', 'team/webhook[1] delivered']],
    ['?group=none', []],
    ['?to=2000-01-01T00:00:00Z', []],
    ['?from=2100-01-01T00:00:00Z&state=delivered', []],
  ])('%s', async (query, expected) => {
    expect(shown(await get('/deliveries', query))).toEqual(expected);
  });

  it('comes in pages', async () => {
    await harness.post(...['b', 'c', 'd'].map((alertname) => ({ labels: { alertname }, endsAt: '1d' })));
    await harness.at('3s');
    const all: string[] = [];
    let cursor = '';
    for (let pages = 0; pages < 10; pages++) {
      const { items, next } = await get('/deliveries', `?limit=3${cursor}`);
      expect(items.length).toBeLessThanOrEqual(3);
      all.push(...items.map(({ id }) => String(id)));
      if (next === null) break;
      cursor = `&cursor=${next}`;
    }
    expect(all).toHaveLength(8);
    expect(new Set(all).size).toBe(8);
  });

  it.each(['?state=lost', '?from=yesterday', '?cursor=x', '?limit=0', '?unknown=1'])('refuses %s', async (query) => {
    const answer = await server.get(`${BASE}/deliveries${query}`);
    expect(answer.statusCode).toBe(400);
    documented('GET', '/deliveries', answer);
  });

  it('shows one with its alerts and what went over the wire', async () => {
    const [listed] = (await get('/deliveries', '?state=waiting')).items;
    const answer = await server.get(`${BASE}/deliveries/${listed?.['id']}`);
    const detail = documented('GET', '/deliveries/{id}', answer);
    expect(detail.alerts).toMatchObject([{ status: 'firing', labels: { alertname: 'a' } }]);
    expect(detail.attempts[0].exchanges[0]).toMatchObject({
      request: { method: 'POST', url: 'http://a.test/<secret>', body: '{}', bodyCut: false },
      response: { status: 503, body: 'busy' },
    });
    documented('GET', '/deliveries/{id}', await server.get(`${BASE}/deliveries/unknown`));
  });

  it('knows after a restart what has ended, and what waits', async () => {
    await server.close();
    await harness.restart();
    server = await serve(harness.engine);
    expect(shown(await get('/deliveries'))).toEqual(['team/webhook[0] waiting', 'team/webhook[1] delivered']);
  });
});

describe('POST /api/tocsin/v1/deliveries/{id}/retry', () => {
  it('attempts it now, with the newest state, also where the vendor wants to be left alone', async () => {
    harness.answers(FIRST, () => ({ kind: 'retry', reason: 'rateLimited', error: 'slow down', afterMs: 3_600_000 }));
    await harness.post(FIRES);
    await harness.at('1m');
    harness.answers(FIRST, () => ({ kind: 'delivered' }));
    const [{ id } = {}] = (await get('/deliveries', '?state=waiting')).items;
    const answer = await post(`/deliveries/${id}/retry`, {}, '/deliveries/{id}/retry');
    expect(answer).toMatchObject({ id, state: 'newest' });
    await harness.settle();
    expect(harness.told().at(-1)).toMatchObject({ integration: FIRST, atMs: 60_000 });
    expect(shown(await get('/deliveries', `?integration=${FIRST}`))).toEqual([
      'team/webhook[0] delivered',
      'team/webhook[0] superseded',
    ]);
  });

  it('refuses what has arrived, and what is not known', async () => {
    await harness.post(FIRES);
    await harness.at('1s');
    const [{ id } = {}] = (await get('/deliveries')).items;
    const delivered = await server.post(`${BASE}/deliveries/${id}/retry`, {});
    expect(delivered.statusCode).toBe(409);
    expect(documented('POST', '/deliveries/{id}/retry', delivered).detail).toContain('delivered');
    expect((await server.post(`${BASE}/deliveries/unknown/retry`, {})).statusCode).toBe(404);
  });
});

describe('/api/tocsin/v1/dead-letters', () => {
  beforeEach(async () => {
    harness.answers(FIRST, () => REFUSES);
    await harness.post(...['a', 'b', 'c'].map((alertname) => ({ labels: { alertname }, endsAt: '1d' })));
    await harness.at('1s');
  });

  it('lists them in pages', async () => {
    const first = await get('/dead-letters', '?limit=2');
    const second = await get('/dead-letters', `?limit=2&cursor=${first.next}`);
    expect([...first.items, ...second.items].map(({ groupKey }) => groupKey).toSorted()).toEqual(
      ['a', 'b', 'c'].map((name) => `{}:{alertname="${name}"}`),
    );
    expect(first.items[0]).toMatchObject({
      receiver: 'team',
      integration: 'webhook[0]',
      reason: 'authError',
      failures: 1,
    });
    expect(second.next).toBeNull();
    expect((await get('/dead-letters', '?receiver=other')).items).toEqual([]);
    expect(shown(await get('/deliveries', '?state=dead'))).toHaveLength(3);
  });

  it('replays some, and says of each what came of it', async () => {
    const ids = (await get('/dead-letters')).items.map(({ id }) => id);
    harness.answers(FIRST, () => ({ kind: 'delivered' }));
    const { results } = await post('/dead-letters/replay', { ids: [ids[0], 'unknown'] });
    expect(results).toMatchObject([
      { id: ids[0], outcome: 'queued', state: 'newest' },
      { id: 'unknown', outcome: 'refused', error: 'there is no such dead letter' },
    ]);
    expect((await post('/dead-letters/replay', { receiver: 'team' })).results).toHaveLength(2);
    await harness.at('2s');
    expect(harness.told('team').filter(({ integration }) => integration === FIRST)).toHaveLength(3);
    expect((await post('/dead-letters/replay', { all: true })).results).toEqual([]);
  });

  it.each([{}, { ids: [], all: true }, { all: false }, { ids: 'x' }, { more: 1 }])(
    'refuses to replay %j',
    async (body) => {
      const answer = await server.post(`${BASE}/dead-letters/replay`, body);
      expect(answer.statusCode).toBe(400);
      documented('POST', '/dead-letters/replay', answer);
    },
  );

  it('drops one', async () => {
    const [{ id } = {}] = (await get('/dead-letters')).items;
    const drop = () => server.request({ method: 'DELETE', url: `${BASE}/dead-letters/${id}` });
    expect((await drop()).statusCode).toBe(204);
    expect((await get('/dead-letters')).items).toHaveLength(2);
    const again = await drop();
    expect(again.statusCode).toBe(404);
    documented('DELETE', '/dead-letters/{id}', again);
  });
});

describe('GET /api/tocsin/v1/integrations', () => {
  it('says how each delivers', async () => {
    harness.answers(FIRST, () => ({ kind: 'retry', reason: 'rateLimited', error: 'slow down', afterMs: 600_000 }));
    await harness.post(FIRES);
    await harness.at('1m');
    expect((await get('/integrations')).items).toEqual([
      {
        receiver: 'team',
        integration: 'webhook[0]',
        waiting: 1,
        running: 0,
        oldestWaitingSeconds: 60,
        deadLetters: 0,
        lastDeliveredAt: null,
        lastFailure: { at: new Date(harness.startMs).toISOString(), reason: 'rateLimited', error: 'slow down' },
        attemptsLastHour: 1,
        failuresLastHour: 1,
        rateLimitedUntil: new Date(harness.startMs + 600_000).toISOString(),
      },
      expect.objectContaining({
        integration: 'webhook[1]',
        waiting: 0,
        oldestWaitingSeconds: null,
        lastDeliveredAt: new Date(harness.startMs).toISOString(),
        attemptsLastHour: 1,
        failuresLastHour: 0,
        rateLimitedUntil: null,
      }),
    ]);
    await harness.at('2h');
    expect((await get('/integrations', '?receiver=team&limit=1')).items).toHaveLength(1);
  });
});
