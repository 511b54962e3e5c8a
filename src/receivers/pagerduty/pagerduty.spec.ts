import { notificationOf } from '../../../test/support/notification.js';
import { configOf, DEPS } from '../../../test/support/receiver-deps.js';
import { type HttpStandIn, jsonOf } from '../../../test/support/vendors/http-stand-in.js';
import { startPagerduty } from '../../../test/support/vendors/pagerduty.js';
import type { Notification } from '../../notify/notifier.js';
import type { Outcome } from '../../notify/outcome.js';
import { pagerdutyConfig } from './config.js';
import { PagerdutyNotifier } from './pagerduty.js';

const HASH = /^[0-9a-f]{64}$/;
const RESOLVED = notificationOf([{ labels: { alertname: 'DiskFull' }, resolved: true }]);

describe('PagerdutyNotifier', () => {
  let server: HttpStandIn;
  beforeEach(async () => {
    server = await startPagerduty();
  });
  afterEach(() => server.close());

  async function send(yaml: string, notification: Notification = notificationOf()): Promise<Outcome> {
    const config = configOf(pagerdutyConfig, `{url: '${server.url}/v2/enqueue', ${yaml}}`);
    const v1Url = `${server.url}/generic/2010-04-15/create_event.json`;
    const notifier = new PagerdutyNotifier(config, DEPS, v1Url);
    try {
      return await notifier.notify(notification, AbortSignal.timeout(5000));
    } finally {
      await notifier.close();
    }
  }

  const body = () => server.accepted.all.map(jsonOf)[0];

  it('triggers an incident, details as JSON', async () => {
    const more =
      "severity: critical, class: disk, links: [{href: 'http://wiki', text: wiki}, {href: ''}], images: [{src: ''}]";
    expect(await send(`routing_key: R0, details: {team: '{{ .CommonLabels.instance }}'}, ${more}`)).toEqual({
      kind: 'delivered',
    });
    expect(body()).toEqual({
      routing_key: 'R0',
      dedup_key: expect.stringMatching(HASH),
      event_action: 'trigger',
      payload: {
        summary: '[FIRING:1] DiskFull (db-1)',
        source: 'Alertmanager',
        severity: 'critical',
        class: 'disk',
        custom_details: {
          firing: [expect.objectContaining({ labels: { alertname: 'DiskFull', instance: 'db-1' } })],
          resolved: [],
          num_firing: 1,
          num_resolved: 0,
          team: 'db-1',
        },
      },
      client: 'Alertmanager',
      client_url: 'http://tocsin.test/#/alerts?receiver=team%5C.a',
      links: [{ href: 'http://wiki', text: 'wiki' }],
    });
    expect(Object.keys(body() as object)).toEqual([
      'routing_key',
      'dedup_key',
      'event_action',
      'payload',
      'client',
      'client_url',
      'links',
    ]);
  });

  it('resolves the incident of the same group', async () => {
    await send('routing_key: R0');
    await send('routing_key: R0', RESOLVED);
    const [trigger, resolve] = server.accepted.all.map((request) => jsonOf(request) as Record<string, unknown>);
    expect(resolve).toMatchObject({ event_action: 'resolve', dedup_key: trigger?.['dedup_key'] });
  });

  it('speaks version 1 where a service key is configured', async () => {
    expect(await send('service_key: S0')).toEqual({ kind: 'delivered' });
    expect(body()).toMatchObject({
      service_key: 'S0',
      incident_key: expect.stringMatching(HASH),
      event_type: 'trigger',
      description: '[FIRING:1] DiskFull (db-1)',
      event_action: '',
      payload: null,
      details: { num_firing: 1 },
    });
  });

  it('cuts a long summary, and removes details that are too large', async () => {
    const huge = 'x'.repeat(600_000);
    await send(`routing_key: R0, description: '${'é'.repeat(2000)}', details: {huge: ${huge}}`);
    expect(body()).toMatchObject({
      payload: {
        summary: `${'é'.repeat(1023)}…`,
        custom_details: {
          error: 'Custom details have been removed because the original event exceeds the maximum size of 512KB',
        },
      },
    });
  });

  it.each`
    key                  | status | kind        | reason
    ${'routing_key: R0'} | ${429} | ${'retry'}  | ${'rateLimited'}
    ${'routing_key: R0'} | ${500} | ${'retry'}  | ${'serverError'}
    ${'routing_key: R0'} | ${403} | ${'giveUp'} | ${'authError'}
    ${'service_key: S0'} | ${403} | ${'retry'}  | ${'other'}
  `('takes status $status with $key for $kind', async ({ key, status, kind, reason }) => {
    server.behave(() => ({ status, body: 'x' }));
    expect(await send(key)).toEqual({ kind, reason, error: `unexpected status code ${status}` });
  });

  it("tells PagerDuty's words about a bad event", async () => {
    expect(await send('routing_key: R0, severity: urgent')).toEqual({
      kind: 'giveUp',
      reason: 'clientError',
      error: expect.stringMatching(
        /^unexpected status code 400: Event object is invalid: 'payload\.severity' is invalid/,
      ),
    });
  });

  it('gives up without a key', async () => {
    expect(await send("routing_key: '{{ .CommonLabels.nope }}'")).toEqual({
      kind: 'giveUp',
      reason: 'other',
      error: 'routing key cannot be empty',
    });
  });
});
