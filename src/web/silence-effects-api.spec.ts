import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { EngineHarness } from '../../test/support/engine-harness.js';
import { serve, type TestServer } from '../../test/support/http-fixture.js';
import { documented } from '../../test/support/own-document.js';
import type { Engine } from '../api/engine.js';

const CONFIG = `
route:
  receiver: all
  routes:
    - {matchers: [team="db"], receiver: db, continue: true}
    - {matchers: [team=~"db|web"], receiver: web}
receivers: [{name: all}, {name: db}, {name: web}]
`;

let harness: EngineHarness;
let server: TestServer<Engine>;
beforeEach(async () => {
  harness = await EngineHarness.start(CONFIG);
  server = await serve(harness.engine);
  await harness.post(
    { labels: { alertname: 'a', team: 'db' } },
    { labels: { alertname: 'b', team: 'db' } },
    { labels: { alertname: 'a', team: 'web' } },
    { labels: { alertname: 'a' } },
    { labels: { alertname: 'over', team: 'db' }, startsAt: '0', endsAt: '0' },
  );
});
afterEach(async () => {
  await server.close();
  await harness.close();
});

const preview = async (...matchers: unknown[]) =>
  documented('POST', '/silences/preview', await server.post('/api/tocsin/v1/silences/preview', { matchers }));

describe('POST /api/tocsin/v1/silences/preview', () => {
  it('says who would go quiet', async () => {
    const { alerts, ...rest } = await preview('team=~"db|web"');
    expect(rest).toEqual({
      total: 3,
      share: 0.75,
      receivers: [
        { name: 'web', alerts: 3 },
        { name: 'db', alerts: 2 },
      ],
    });
    expect(alerts).toContainEqual({
      fingerprint: expect.stringMatching(/^[0-9a-f]{16}$/),
      labels: { alertname: 'b', team: 'db' },
    });
  });

  it.each<[matchers: unknown[], total: number]>([
    [['{alertname="a",team="db"}'], 1],
    [['alertname="a"', 'team!="db"'], 2],
    [[{ name: 'team', value: 'db' }], 2],
    [[{ name: 'team', value: 'd.*', isRegex: true, isEqual: true }], 2],
    [[{ name: 'team', value: 'db', isRegex: false, isEqual: false }], 2],
    [[{ name: 'team', value: 'd.|web', isRegex: true, isEqual: false }], 1],
    [['nothing="there"'], 0],
  ])('takes %j', async (matchers, total) => {
    expect((await preview(...matchers)).total).toBe(total);
  });

  it('lists a hundred alerts at most', async () => {
    await harness.post(...Array.from({ length: 150 }, (_, i) => ({ labels: { alertname: 'many', i: String(i) } })));
    const { total, alerts } = await preview('alertname="many"');
    expect([total, alerts.length]).toEqual([150, 100]);
  });

  it.each<[matchers: unknown, detail: string]>([
    [[], 'matchers has to be a list of 1 to 100 matchers'],
    ['team="db"', 'matchers has to be a list of 1 to 100 matchers'],
    [['team="db"', '('], 'matchers.1 is not valid: '],
    [[{ name: 'a' }], 'matchers.0 has to be a text, or an object with name, value, isRegex and isEqual'],
    [[{ name: 'a', value: 'b', isRegex: 'yes' }], 'matchers.0 has to be a text, or an object'],
    [[{ name: 'a', value: '(', isRegex: true }], 'matchers.0 is not valid: '],
  ])('refuses %j', async (matchers, detail) => {
    const answer = await server.post('/api/tocsin/v1/silences/preview', { matchers });
    expect(documented('POST', '/silences/preview', answer)).toMatchObject({
      status: 400,
      detail: expect.stringContaining(detail),
    });
  });
});

describe('GET /api/tocsin/v1/silences/hiding', () => {
  const hiding = async () =>
    documented('GET', '/silences/hiding', await server.get('/api/tocsin/v1/silences/hiding')).items;

  it('says how many alerts each active silence hides', async () => {
    expect(await hiding()).toEqual([]);
    const idle = await harness.silence('team="other"', '1h');
    const broad = await harness.silence('alertname=~".+"', '1h');
    const narrow = await harness.silence('team="db"', '1h');
    await harness.silence('alertname=~".+"', '1h', '10m');
    const over = await harness.silence('team="web"', '1h');
    await harness.expireSilence(over);
    expect(await hiding()).toEqual([
      { id: broad, alerts: 4 },
      { id: narrow, alerts: 2 },
      { id: idle, alerts: 0 },
    ]);
  });
});

describe('GET /api/tocsin/v1/labels', () => {
  const names = async (query = '') => documented('GET', '/labels', await server.get(`/api/tocsin/v1/labels${query}`));
  const values = async (name: string, query = '') =>
    documented(
      'GET',
      '/labels/{name}/values',
      await server.get(`/api/tocsin/v1/labels/${encodeURIComponent(name)}/values${query}`),
    );

  it('counts the names that alerts have', async () => {
    expect(await names()).toEqual({
      items: [
        { name: 'alertname', alerts: 4 },
        { name: 'team', alerts: 3 },
      ],
      next: null,
    });
    expect((await names('?prefix=te')).items).toEqual([{ name: 'team', alerts: 3 }]);
  });

  it('counts the values of a name', async () => {
    expect((await values('team')).items).toEqual([
      { name: 'db', alerts: 2 },
      { name: 'web', alerts: 1 },
    ]);
    expect((await values('team', '?prefix=w')).items).toEqual([{ name: 'web', alerts: 1 }]);
    expect(await values('no/such "name"')).toEqual({ items: [], next: null });
  });

  it('goes on where the part before it has ended', async () => {
    const first = await names('?limit=1');
    expect(await names(`?limit=1&cursor=${first.next}`)).toEqual({ items: [{ name: 'team', alerts: 3 }], next: null });
  });

  it('refuses what it does not know', async () => {
    expect((await names('?match=x')).status).toBe(400);
    expect((await values('a', '?limit=0')).status).toBe(400);
  });
});
