import { jest } from '@jest/globals';
import { LabelSet } from '../../src/labels/label-set.js';
import type { HttpStandIn } from '../support/vendors/http-stand-in.js';
import { startWebhook } from '../support/vendors/webhook.js';
import { type AcceptanceOptions, AcceptanceServer } from './acceptance/acceptance-server.js';

/** The tests of Alertmanager's own acceptance suite that ask the API and wait for no notification. */
jest.setTimeout(30_000);

const configOf = (url: string) => `
route: {receiver: default, group_by: [], group_wait: 1s, group_interval: 10m, repeat_interval: 1h}
receivers: [{name: default, webhook_configs: [{url: '${url}'}]}]
`;
const INHIBITION = `
inhibit_rules:
  - {source_match: {severity: critical}, target_match: {severity: warning}, equal: [alertname]}
`;

interface ShownAlert {
  readonly fingerprint: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly status: {
    readonly state: string;
    readonly silencedBy: readonly string[];
    readonly inhibitedBy: readonly string[];
  };
}

/** From now on for five minutes. */
function postable(labels: Readonly<Record<string, string>>) {
  const nowMs = Date.now();
  return { labels, startsAt: new Date(nowMs).toISOString(), endsAt: new Date(nowMs + 300_000).toISOString() };
}

/** For a day; `isEqual` is left out where it is undefined, as older clients do. */
function silenceOf(name: string, value: string, isEqual?: boolean) {
  const nowMs = Date.now();
  return {
    matchers: [{ name, value, isRegex: false, ...(isEqual === undefined ? {} : { isEqual }) }],
    startsAt: new Date(nowMs).toISOString(),
    endsAt: new Date(nowMs + 24 * 3_600_000).toISOString(),
    createdBy: 'test',
    comment: 'test',
  };
}

describe("Alertmanager's acceptance tests of the API", () => {
  let webhook: HttpStandIn;
  let server: AcceptanceServer;

  beforeAll(async () => {
    webhook = await startWebhook();
  });
  afterAll(() => webhook.close());

  /** @param rest what the configuration has beside the route and its receiver */
  const start = async (options: Partial<AcceptanceOptions> = {}, rest = '') => {
    server = await AcceptanceServer.start({ config: configOf(webhook.url) + rest, ...options });
  };
  afterEach(async () => {
    expect(await server.stop()).toBe(0);
  });

  const alerts = async (query = '') => (await (await server.get(`/alerts${query}`)).json()) as ShownAlert[];
  /** In the order of the fingerprints, as they are shown. */
  const statuses = async () => (await alerts()).map(({ fingerprint, status }) => ({ fingerprint, ...status }));
  const filters = (...all: string[]) => `?${all.map((one) => `filter=${encodeURIComponent(one)}`).join('&')}`;

  it('TestAddAlerts', async () => {
    await start({ features: ['classic-mode'] });
    const response = await server.post('/alerts', [postable({ a: 'b', b: 'Σ', c: '🙂', d: 'eΘ' })]);
    expect(response.status).toBe(200);
  });

  it('TestAlertGetReturnsCurrentAlertStatus', async () => {
    await start({}, INHIBITION);
    const warning = { alertname: 'test1', severity: 'warning' };
    const critical = { alertname: 'test1', severity: 'critical' };
    const [warningId, criticalId] = [warning, critical].map((labels) => LabelSet.of(labels).fingerprint);
    await server.post('/alerts', [postable(warning)]);
    expect(await statuses()).toMatchObject([{ fingerprint: warningId, state: 'active' }]);

    // After the first flush none updates the status for a long time: it has to be looked up when it is asked for.
    await webhook.accepted.waitFor(({ body }) => body.includes('test1'), 10_000, 'the first flush');
    const response = await server.post('/silences', silenceOf('alertname', 'test1'));
    const { silenceID } = (await response.json()) as { silenceID: string };
    expect(await statuses()).toMatchObject([{ fingerprint: warningId, state: 'suppressed', silencedBy: [silenceID] }]);

    await server.post('/alerts', [postable(critical)]);
    const inhibited = [
      { fingerprint: warningId, state: 'suppressed', silencedBy: [silenceID], inhibitedBy: [criticalId] },
      { fingerprint: criticalId, silencedBy: [silenceID], inhibitedBy: [] },
    ];
    expect(await statuses()).toMatchObject(
      expect.arrayContaining(inhibited.map((one) => expect.objectContaining(one))),
    );

    await server.delete(`/silence/${silenceID}`);
    const unsilenced = [
      { fingerprint: warningId, state: 'suppressed', silencedBy: [] },
      { fingerprint: criticalId, state: 'active', silencedBy: [] },
    ];
    expect(await statuses()).toMatchObject(
      expect.arrayContaining(unsilenced.map((one) => expect.objectContaining(one))),
    );
  });

  it('TestFilterAlertRequest', async () => {
    await start({}, INHIBITION);
    await server.post('/alerts', [
      postable({ alertname: 'test1', severity: 'warning' }),
      postable({ system: 'foo', severity: 'critical' }),
    ]);
    expect(await alerts(filters('alertname=test1', 'severity=warning'))).toMatchObject([
      { labels: { alertname: 'test1' }, status: { state: 'active' } },
    ]);
  });

  it('TestAddSilence', async () => {
    await start({ features: ['classic-mode'] });
    expect((await server.post('/silences', silenceOf('foo', 'bar', true))).status).toBe(200);
  });

  const UTF8 = { a: 'a', '00': 'b', Σ: 'c', '🙂': 'dΘ' };

  it('TestAddUTF8Alerts', async () => {
    await start();
    expect((await server.post('/alerts', [postable(UTF8)])).status).toBe(200);
    expect(await alerts()).toMatchObject([{ labels: UTF8 }]);

    const filter = filters('00=b', 'Σ=c', '"\\xf0\\x9f\\x99\\x82"=dΘ');
    expect(await alerts(filter)).toMatchObject([{ labels: UTF8 }]);
    for (const query of ['', filter]) {
      const groups = await (await server.get(`/alerts/groups${query}`)).json();
      expect(groups).toMatchObject([{ alerts: [{ labels: UTF8 }] }]);
    }
  });

  it('TestCannotAddUTF8AlertsInClassicMode', async () => {
    await start({ features: ['classic-mode'] });
    const response = await server.post('/alerts', [postable(UTF8)]);
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('invalid label set');
  });

  it('TestAddUTF8Silences', async () => {
    await start();
    expect((await server.post('/silences', silenceOf('fooΣ', 'bar🙂', true))).status).toBe(200);
    const matchers = [{ name: 'fooΣ', value: 'bar🙂', isRegex: false, isEqual: true }];
    for (const query of ['', filters('fooΣ=bar🙂')]) {
      expect(await (await server.get(`/silences${query}`)).json()).toMatchObject([{ matchers }]);
    }
  });

  it('TestCannotAddUTF8SilencesInClassicMode', async () => {
    await start({ features: ['classic-mode'] });
    const response = await server.post('/silences', silenceOf('fooΣ', 'bar🙂', true));
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('invalid silence: invalid label matcher');
  });

  it('TestWebWithPrefix', async () => {
    await start({ routePrefix: '/foo' });
    expect(new URL(server.url).pathname).toBe('/foo');
    expect((await server.get('/status')).status).toBe(200);
    expect((await fetch(`${new URL(server.url).origin}/api/v2/status`)).status).toBe(404);
  });
});
