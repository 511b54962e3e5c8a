import { depsAnswering } from '../../../test/support/answering-client.js';
import { NETWORK_FAULTS } from '../../../test/support/network-faults.js';
import { notificationOf } from '../../../test/support/notification.js';
import { configOf, DEPS } from '../../../test/support/receiver-deps.js';
import { GROUPS } from '../../../test/support/sample-groups.js';
import { statusesOf } from '../../../test/support/status-verdicts.js';
import { UPSTREAM_VERDICTS } from '../../../test/support/upstream-verdicts.js';
import { type HttpStandIn, jsonOf } from '../../../test/support/vendors/http-stand-in.js';
import { startIncidentio, tooManyRequests } from '../../../test/support/vendors/incidentio.js';
import type { Notification } from '../../notify/notifier.js';
import type { Outcome } from '../../notify/outcome.js';
import { incidentioConfig } from './config.js';
import { IncidentioNotifier } from './incidentio.js';

const SOURCE = '/v2/alert_events/alertmanager/01GW2G3V0S59R238FAHPDS1R66';
const TOKEN = 'marker-token';

interface Body {
  readonly alerts: readonly { readonly labels: unknown }[];
  readonly truncatedAlerts: number;
  readonly groupKey: string;
}

describe('IncidentioNotifier', () => {
  let server: HttpStandIn;
  beforeEach(async () => {
    server = await startIncidentio(TOKEN);
  });
  afterEach(() => server.close());

  async function send(
    more = '',
    notification: Notification = GROUPS.firing,
    {
      signal = AbortSignal.timeout(5000),
      deps = DEPS,
      path = SOURCE,
      credentials = `alert_source_token: ${TOKEN}`,
    } = {},
  ): Promise<Outcome> {
    const yaml = `{url: '${server.url}${path}', ${credentials}${more}}`;
    const notifier = new IncidentioNotifier(configOf(incidentioConfig, yaml), deps);
    try {
      return await notifier.notify(notification, signal);
    } finally {
      await notifier.close();
    }
  }

  const bodies = () => server.accepted.all.map((request) => jsonOf(request) as Body);

  it("posts the group, byte for byte Alertmanager's", async () => {
    expect(await send()).toEqual({ kind: 'delivered' });
    const [request] = server.accepted.all;
    expect(request).toMatchObject({
      method: 'POST',
      path: SOURCE,
      headers: {
        authorization: `Bearer ${TOKEN}`,
        'content-type': 'application/json',
        'user-agent': 'Alertmanager/0.34.0',
      },
    });
    const labels = '{"alertname":"DiskFull","instance":"db-1","severity":"critical"}';
    const annotations = '{"summary":"db-1 is 95 % \\u003cfull\\u003e \\u0026 \\"slow\\""}';
    const alert = [
      '"status":"firing"',
      `"labels":${labels}`,
      `"annotations":${annotations}`,
      '"startsAt":"2026-01-02T04:03:05.678123+01:00"',
      '"endsAt":"0001-01-01T00:00:00Z"',
      '"generatorURL":"http://prom.test/graph"',
    ].join(',');
    expect(request?.body.replace(/"fingerprint":"[0-9a-f]{16}"/, '"fingerprint":"F"')).toBe(
      `{"receiver":"team\\\\.a","status":"firing","alerts":[{${alert},"fingerprint":"F"}],${[
        '"notification_reason":"first notification"',
        '"groupLabels":{"alertname":"DiskFull"}',
        `"commonLabels":${labels}`,
        `"commonAnnotations":${annotations}`,
        '"routeLabels":{}',
        '"externalURL":"http://tocsin.test"',
        '"version":"1"',
        '"groupKey":"{}:{alertname=\\"DiskFull\\"}"',
        '"truncatedAlerts":0',
      ].join(',')}}\n`,
    );
  });

  it.each`
    group         | status        | alerts
    ${'firing'}   | ${'firing'}   | ${['firing']}
    ${'resolved'} | ${'resolved'} | ${['resolved']}
    ${'mixed'}    | ${'firing'}   | ${['firing', 'resolved']}
    ${'many'}     | ${'firing'}   | ${Array.from({ length: 60 }, () => 'firing')}
  `('posts a group that is $group, known by its key', async ({ group, status, alerts }) => {
    expect(await send('', GROUPS[group as keyof typeof GROUPS])).toEqual({ kind: 'delivered' });
    expect(bodies()).toEqual([
      expect.objectContaining({
        status,
        alerts: alerts.map((each: string) => expect.objectContaining({ status: each })),
        groupKey: '{}:{alertname="DiskFull"}',
        truncatedAlerts: 0,
      }),
    ]);
  });

  it('keeps max_alerts alerts, and counts the others', async () => {
    await send(', max_alerts: 2', GROUPS.many);
    expect(bodies()).toEqual([expect.objectContaining({ truncatedAlerts: 58 })]);
    expect(bodies()[0]?.alerts).toHaveLength(2);
  });

  it('keeps the first alert alone where all are too large, and counts the others', async () => {
    const notification = notificationOf(
      Array.from({ length: 20 }, (_, at) => ({
        labels: { alertname: 'DiskFull', instance: `db-${at}` },
        annotations: { log: 'x'.repeat(30_000) },
        resolved: at === 0,
      })),
    );
    expect(await send(', max_alerts: 19', notification)).toEqual({ kind: 'delivered' });
    const [body] = bodies();
    expect(body).toMatchObject({ status: 'firing', truncatedAlerts: 19, alerts: [{ labels: { instance: 'db-0' } }] });
    expect(body?.alerts).toHaveLength(1);
  });

  describe('says who sends', () => {
    it.each`
      by                         | credentials                                                                              | path
      ${'the token'}             | ${`alert_source_token: ${TOKEN}`}                                                        | ${SOURCE}
      ${'http_config'}           | ${`http_config: {authorization: {credentials: ${TOKEN}}}`}                               | ${SOURCE}
      ${'the URL'}               | ${'max_alerts: 0'}                                                                       | ${`${SOURCE}?token=${TOKEN}`}
      ${'the token, of the two'} | ${`alert_source_token: ${TOKEN}, http_config: {basic_auth: {username: u, password: p}}`} | ${SOURCE}
    `('by $by', async ({ credentials, path }) => {
      expect(await send('', GROUPS.firing, { credentials, path })).toEqual({ kind: 'delivered' });
    });

    it('by nothing, as Alertmanager sends it, and is refused', async () => {
      expect(await send('', GROUPS.firing, { credentials: 'max_alerts: 0' })).toEqual({
        kind: 'giveUp',
        reason: 'authError',
        error: 'unexpected status code 401: No authorization material provided in request',
      });
    });
  });

  it('reads url_file at each message, the token file when it is loaded, as Alertmanager does', async () => {
    const reads: string[] = [];
    const read = async (path: string) => {
      reads.push(path);
      return path === '/run/url' ? `${server.url}${SOURCE}\n` : `${TOKEN}\n`;
    };
    const yaml = '{url_file: /run/url, alert_source_token_file: /run/token}';
    const notifier = new IncidentioNotifier(configOf(incidentioConfig, yaml), { ...DEPS, read });
    expect(reads).toEqual(['/run/token']);
    for (const group of [GROUPS.firing, GROUPS.resolved]) {
      expect(await notifier.notify(group, AbortSignal.timeout(5000))).toEqual({ kind: 'delivered' });
    }
    await notifier.close();
    expect(reads).toEqual(['/run/token', '/run/url', '/run/url']);
  });

  it.each(UPSTREAM_VERDICTS)('is $kind for statuses $from to $to', async (row) => {
    for (const { status, outcome } of statusesOf(row)) {
      const deps = depsAnswering(() => ({ status, headers: {}, body: '' }));
      expect(await send('', GROUPS.firing, { deps })).toEqual(outcome);
    }
  });

  it.each`
    body                                                            | words
    ${'{"message":"bad","error":"worse","errors":["one","two"]}'}   | ${': bad: worse: one, two'}
    ${'{"errors":[{"code":"is_invalid","message":"one"},{}, "x"]}'} | ${': one, x'}
    ${`{"message":"token ${TOKEN} has ended"}`}                     | ${': token <secret> has ended'}
    ${'<html>'}                                                     | ${''}
    ${'[]'}                                                         | ${''}
  `('repeats what incident.io says: $body', async ({ body, words }) => {
    server.behave(() => ({ status: 400, body }));
    expect(await send()).toEqual({
      kind: 'giveUp',
      reason: 'clientError',
      error: `unexpected status code 400${words}`,
    });
  });

  it('waits as long as it is asked to', async () => {
    server.behave(() => tooManyRequests(17));
    expect(await send()).toEqual({
      kind: 'retry',
      reason: 'rateLimited',
      afterMs: 17_000,
      error: 'unexpected status code 429: You have exceeded the rate limit for this endpoint',
    });
  });

  it('waits no longer for an answer than its timeout', async () => {
    server.behave(() => new Promise(() => {}));
    expect(await send(', timeout: 20ms')).toEqual({
      kind: 'retry',
      reason: 'other',
      error: expect.stringMatching(/^Post "<redacted>": .*: configured incident\.io timeout reached \(20ms\)$/),
    });
  });

  it.each`
    what                   | credentials                           | path                                       | reason           | words
    ${'a wrong token'}     | ${'alert_source_token: marker-wrong'} | ${SOURCE}                                  | ${'authError'}   | ${'401: Token is not valid'}
    ${'an unknown source'} | ${`alert_source_token: ${TOKEN}`}     | ${'/v2/alert_events/alertmanager/UNKNOWN'} | ${'clientError'} | ${'404: Alert source not found'}
  `("gives up with incident.io's words at $what", async ({ credentials, path, reason, words }) => {
    const error = `unexpected status code ${words}`;
    expect(await send('', GROUPS.firing, { credentials, path })).toEqual({ kind: 'giveUp', reason, error });
  });

  it.each(NETWORK_FAULTS)('tries again when $fault', async ({ arrange, reason }) => {
    const signal = await arrange(server);
    const error = expect.stringMatching(/^Post "<redacted>": /);
    expect(await send('', GROUPS.firing, { signal })).toEqual({ kind: 'retry', reason, error });
  });

  it.each`
    from          | yaml
    ${'the URL'}  | ${(url: string) => `{url: '${url}'}`}
    ${'url_file'} | ${() => '{url_file: /run/url}'}
  `('shows nothing of the token in $from', async ({ yaml }) => {
    const url = `${server.url}${SOURCE}?token=marker-in-the-url`;
    const deps = { ...DEPS, read: async () => url };
    server.behave(({ path }) => ({ status: 400, body: JSON.stringify({ message: `no source at ${path}` }) }));
    const notifier = new IncidentioNotifier(configOf(incidentioConfig, yaml(url)), deps);
    const outcome = await notifier.notify(GROUPS.firing, AbortSignal.timeout(5000));
    await notifier.close();
    expect(outcome).toMatchObject({ kind: 'giveUp', error: expect.stringContaining('<secret>') });
    expect(JSON.stringify(outcome)).not.toContain('marker');
  });

  it.each`
    content                              | error
    ${'no address'}                      | ${'url is not a URL'}
    ${new Error('ENOENT: no such file')} | ${'read url_file: ENOENT: no such file'}
  `('gives up where url_file is of no use: $error', async ({ content, error }) => {
    const read = () => (content instanceof Error ? Promise.reject(content) : Promise.resolve(content));
    const notifier = new IncidentioNotifier(configOf(incidentioConfig, '{url_file: /run/url}'), { ...DEPS, read });
    const outcome = await notifier.notify(GROUPS.firing, AbortSignal.timeout(5000));
    await notifier.close();
    expect(outcome).toEqual({ kind: 'giveUp', reason: 'other', error });
  });
});
