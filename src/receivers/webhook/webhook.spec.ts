import { notificationOf } from '../../../test/support/notification.js';
import { configOf, DEPS } from '../../../test/support/receiver-deps.js';
import { type HttpStandIn, jsonOf } from '../../../test/support/vendors/http-stand-in.js';
import { startWebhook } from '../../../test/support/vendors/webhook.js';
import type { Notification } from '../../notify/notifier.js';
import type { Outcome } from '../../notify/outcome.js';
import { webhookConfig } from './config.js';
import { WebhookNotifier } from './webhook.js';

describe('WebhookNotifier', () => {
  let server: HttpStandIn;
  beforeEach(async () => {
    server = await startWebhook();
  });
  afterEach(() => server.close());

  async function send(yaml: string, notification: Notification = notificationOf()): Promise<Outcome> {
    const notifier = new WebhookNotifier(configOf(webhookConfig, yaml), DEPS);
    try {
      return await notifier.notify(notification, AbortSignal.timeout(5000));
    } finally {
      await notifier.close();
    }
  }

  const THREE = notificationOf([
    { labels: { alertname: 'a', job: 'x' } },
    { labels: { alertname: 'b', job: 'x' }, resolved: true },
    { labels: { alertname: 'c', job: 'y' } },
  ]);

  it("posts Alertmanager's body, byte for byte", async () => {
    expect(await send(`url: ${server.url}/hook`)).toEqual({ kind: 'delivered' });
    const [request] = server.accepted.all;
    expect(request?.body).toBe(
      `${[
        '{"receiver":"team\\\\.a","status":"firing","alerts":[{"status":"firing"',
        '"labels":{"alertname":"DiskFull","instance":"db-1"}',
        '"annotations":{"summary":"95 % \\u003cfull\\u003e"}',
        '"startsAt":"2026-01-02T04:03:05.678123+01:00"',
        '"endsAt":"0001-01-01T00:00:00Z"',
        '"generatorURL":"http://prom.test/graph"',
        '"fingerprint":"d3fb0c1bd9ba1f36"}]',
        '"notification_reason":"first notification"',
        '"groupLabels":{"alertname":"DiskFull"}',
        '"commonLabels":{"alertname":"DiskFull","instance":"db-1"}',
        '"commonAnnotations":{"summary":"95 % \\u003cfull\\u003e"}',
        '"routeLabels":{}',
        '"externalURL":"http://tocsin.test"',
        '"version":"4"',
        '"groupKey":"{}:{alertname=\\"DiskFull\\"}"',
        '"truncatedAlerts":0}',
      ].join(',')}\n`.replace(
        /"fingerprint":"[0-9a-f]{16}"/,
        `"fingerprint":"${notificationOf().data.alerts[0]?.fingerprint}"`,
      ),
    );
    expect(request?.headers).toMatchObject({
      'content-type': 'application/json',
      'user-agent': 'Alertmanager/0.34.0',
    });
    expect(request?.headers).not.toHaveProperty('accept-encoding');
  });

  it('leaves alerts beyond max_alerts out, and says how many', async () => {
    await send(`{url: '${server.url}/hook', max_alerts: 1}`, THREE);
    expect(server.accepted.all.map(jsonOf)).toMatchObject([
      { alerts: [{ labels: { alertname: 'a' } }], commonLabels: { alertname: 'a', job: 'x' }, truncatedAlerts: 2 },
    ]);
  });

  it('renders its address, and its body where one is given', async () => {
    const payload =
      "{text: '{{ .Status }}', count: '{{ len .Alerts }}', '{{ .Receiver }}': [yes, '{{ .Alerts.Firing | toJson }}'], n: 1.5}";
    await send(`{url: '${server.url}/{{ .GroupLabels.alertname }}', payload: ${payload}}`, THREE);
    const [request] = server.accepted.all;
    expect(request?.path).toBe('/DiskFull');
    expect(request && jsonOf(request)).toEqual({
      text: 'firing',
      count: 3,
      'team\\.a': [
        true,
        [expect.objectContaining({ status: 'firing' }), expect.objectContaining({ status: 'firing' })],
      ],
      n: 1.5,
    });
  });

  it.each`
    status | kind        | reason
    ${500} | ${'retry'}  | ${'serverError'}
    ${503} | ${'retry'}  | ${'serverError'}
    ${429} | ${'retry'}  | ${'rateLimited'}
    ${400} | ${'giveUp'} | ${'clientError'}
    ${401} | ${'giveUp'} | ${'authError'}
    ${302} | ${'giveUp'} | ${'other'}
  `('takes status $status for $kind, $reason', async ({ status, kind, reason }) => {
    server.behave(() => ({ status, body: 'no' }));
    expect(await send(`url: ${server.url}`)).toEqual({ kind, reason, error: `unexpected status code ${status}: no` });
  });

  it('waits as long as it is asked to', async () => {
    server.behave(() => ({ status: 429, headers: { 'retry-after': '30' }, body: '' }));
    expect(await send(`url: ${server.url}`)).toEqual({
      kind: 'retry',
      reason: 'rateLimited',
      error: 'unexpected status code 429',
      afterMs: 30_000,
    });
  });

  it('tries again when the connection breaks, and does not show the address', async () => {
    server.behave(() => 'drop');
    const outcome = await send(`url: '${server.url}/secret-token'`);
    expect(outcome).toMatchObject({
      kind: 'retry',
      reason: 'other',
      error: expect.stringMatching(/^Post "<redacted>": /),
    });
    expect(JSON.stringify(outcome)).not.toContain('secret-token');
  });

  it('tries again when its timeout is over', async () => {
    server.behave(() => new Promise(() => {}));
    expect(await send(`{url: '${server.url}', timeout: 50ms}`)).toMatchObject({
      kind: 'retry',
      reason: 'other',
      error: expect.stringMatching(/: configured webhook timeout reached \(50ms\)$/),
    });
  });

  it.each`
    yaml                                           | error
    ${"url: '{{ .CommonLabels.nope }}'"}           | ${'webhook URL is empty after templating'}
    ${"url: 'http://x/{{ .Nope }}'"}               | ${/^failed to template webhook URL: template: /}
    ${'url_file: /does/not/exist'}                 | ${/^read url_file: .*ENOENT/}
    ${"{url: 'http://x', payload: '{{ .Nope }}'}"} | ${/^failed to render custom payload: template: /}
  `('gives up where the message cannot be made: $yaml', async ({ yaml, error }) => {
    expect(await send(yaml)).toEqual({ kind: 'giveUp', reason: 'other', error: expect.stringMatching(error) });
  });
});
