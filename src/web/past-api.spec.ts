import { EngineHarness } from '../../test/support/engine-harness.js';
import { serve, type TestServer } from '../../test/support/http-fixture.js';
import { documented } from '../../test/support/own-document.js';

const CONFIG = `
route:
  receiver: ops
  group_by: [alertname]
  routes:
    - matchers: [team="db"]
      receiver: db
receivers:
  - name: ops
    webhook_configs: [{url: 'http://ops.test'}]
  - name: db
    webhook_configs: [{url: 'http://db.test'}]
inhibit_rules:
  - source_matchers: [severity="critical"]
    target_matchers: [severity="warning"]
time_intervals:
  - name: always
    time_intervals: [{months: ['1:12']}]
`;

describe('the API of the past', () => {
  let harness: EngineHarness;
  let server: Pick<TestServer, 'get' | 'close'>;

  beforeAll(async () => {
    harness = await EngineHarness.start(CONFIG);
    server = await serve(harness.engine);
    await harness.silence('alertname="Quiet"', '1h');
    await harness.post(
      { labels: { alertname: 'Down', severity: 'critical', team: 'db' }, endsAt: '1d' },
      { labels: { alertname: 'Slow', severity: 'warning' }, endsAt: '1d' },
      { labels: { alertname: 'Quiet', n: '1' }, endsAt: '1d' },
      { labels: { alertname: 'Quiet', n: '2' }, endsAt: '2m' },
    );
    await harness.at('6m');
  });

  afterAll(async () => {
    await server.close();
    await harness.close();
  });

  const get = async (path: string, query: Record<string, string> = {}) =>
    documented('GET', path, await server.get(`/api/tocsin/v1${path}?${new URLSearchParams(query)}`));

  it('explains one alert with its steps, and the others in a sentence', async () => {
    const one = await get('/explain', { matchers: 'alertname="Slow"' });
    expect(one).toMatchObject({
      sentence: expect.stringMatching(
        /^Not sent to ops: inhibited since .* by rule \{severity="critical"\} over \{severity="warning"\}, source Down\.$/,
      ),
      alert: { labels: { alertname: 'Slow' } },
      receivers: [{ receiver: 'ops', integrations: [{ integration: 'webhook[0]', state: 'inhibited', sent: false }] }],
      others: [],
      total: 1,
    });
    expect(await get('/explain', { fingerprint: one.alert.fingerprint })).toMatchObject({ sentence: one.sentence });
    const both = await get('/explain', { matchers: 'alertname="Quiet"' });
    expect([both.total, both.alert.labels.n, both.others[0].alert.labels.n]).toEqual([2, '1', '2']);
  });

  it('explains a receiver that was asked for, a moment of the past, and what there is not', async () => {
    const elsewhere = await get('/explain', { matchers: 'alertname="Down"', receiver: 'ops' });
    expect(elsewhere.receivers[0]).toMatchObject({ receiver: 'ops', route: null, group: null, integrations: [] });
    expect(elsewhere.sentence).toContain('it matches the route {}, and goes on to one below');
    const at = new Date(harness.startMs + 10_000).toISOString();
    expect((await get('/explain', { matchers: 'alertname="Down"', at })).sentence).toContain(
      'waits for the group_wait',
    );
    const nothing = await get('/explain', { matchers: 'alertname="Gone"' });
    expect(nothing).toMatchObject({ alert: null, receivers: [], steps: [], total: 0 });
    expect(nothing.sentence).toContain('no alert {alertname="Gone"} has arrived');
  });

  it('lists what happened to alerts, page by page, by kind and time', async () => {
    const all = await get('/alerts/history');
    const pages = [];
    let cursor = '';
    do {
      const page = await get('/alerts/history', { limit: '3', ...(cursor === '' ? {} : { cursor }) });
      pages.push(...page.items);
      cursor = page.next ?? '';
    } while (cursor !== '');
    expect(pages).toEqual(all.items);
    const muted = await get('/alerts/history', { kind: 'muted', matchers: 'alertname=~"Slow|Quiet"', receiver: 'ops' });
    expect(muted.items.map(({ details }: { details: { by: { kind: string } } }) => details.by.kind).toSorted()).toEqual(
      ['inhibited', 'silenced', 'silenced'],
    );
    const from = new Date(harness.startMs + 60_000).toISOString();
    expect((await get('/alerts/history', { from })).items.map(({ kind }: { kind: string }) => kind)).toEqual([
      'resolved',
    ]);
  });

  it('lists what flushes decided', async () => {
    const { items } = await get('/flushes', { receiver: 'db' });
    expect(items).toMatchObject([
      { count: 1, decisions: [{ send: false, reason: 'nothing new', deliveryId: null }] },
      { count: 1, decisions: [{ send: true, reason: 'first notification', settlement: 'delivered' }] },
    ]);
    expect((await get('/flushes', { group: items[0].groupId })).items).toEqual(items);
    expect((await get('/flushes', { group: 'none' })).items).toEqual([]);
  });

  it.each`
    path                 | query                      | complaint
    ${'/explain'}        | ${''}                      | ${'say which alert: by fingerprint, or by matchers'}
    ${'/explain'}        | ${'fingerprint=x'}         | ${'fingerprint has to be 16 hexadecimal digits'}
    ${'/explain'}        | ${'matchers=a%3D1&at=now'} | ${'at has to be a date and time, such as 2026-01-02T03:04:05Z'}
    ${'/explain'}        | ${'alert=x'}               | ${'alert is no parameter of this path; those are fingerprint, matchers, at, receiver'}
    ${'/alerts/history'} | ${'kind=gone'}             | ${'kind has to be some of fired, grouped, ungrouped, muted, unmuted, told, resolved, collected'}
    ${'/alerts/history'} | ${'cursor=Ii4uL3gi'}       | ${'cursor has to be `next` of an earlier answer, as it was given'}
    ${'/flushes'}        | ${'limit=0'}               | ${'limit has to be a number from 1 to 1000'}
  `('refuses $path?$query', async ({ path, query, complaint }) => {
    const answer = await server.get(`/api/tocsin/v1${path}?${query}`);
    expect(documented('GET', path, answer)).toMatchObject({ status: 400, detail: complaint });
  });
});
