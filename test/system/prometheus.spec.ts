import { jest } from '@jest/globals';
import { jsonOf, type ReceivedRequest } from '../support/vendors/http-stand-in.js';
import { type Installation, install } from './installation.js';

jest.setTimeout(60_000);

/** How long Prometheus may take to scrape and evaluate, and Tocsin to group, twice over on a busy machine. */
const SOON_MS = 25_000;

const statusIs = (status: string) => (request: ReceivedRequest) =>
  (jsonOf(request) as { status?: string }).status === status;

describe('a Prometheus that posts alerts', () => {
  let installation: Installation;
  beforeAll(async () => {
    installation = await install();
  });
  afterAll(() => installation?.stop());

  it('tells everybody what fires', async () => {
    const { webhook, smtp, pagerduty, slack, setQueueLength } = installation;
    setQueueLength(60);

    const hook = await webhook.accepted.waitFor(statusIs('firing'), SOON_MS, 'the webhook');
    expect(jsonOf(hook)).toMatchObject({
      receiver: 'everybody',
      status: 'firing',
      notification_reason: 'first notification',
      groupKey: '{}:{alertname="QueueTooLong"}',
      groupLabels: { alertname: 'QueueTooLong' },
      commonAnnotations: { summary: 'the queue holds 60 orders' },
      alerts: [{ status: 'firing', labels: { severity: 'critical', service: 'shop' }, endsAt: '0001-01-01T00:00:00Z' }],
      version: '4',
      truncatedAlerts: 0,
    });

    const mail = await smtp.mails.waitFor(({ subject }) => subject.includes('FIRING:1'), SOON_MS, 'the mail');
    expect(mail).toMatchObject({ from: 'tocsin@example.org', to: ['team@example.org'], isEncrypted: true });
    expect(mail.subject).toMatch(/^\[FIRING:1\] QueueTooLong \(127\.0\.0\.1:\d+ shop shop critical\)$/);
    expect(mail.html).toContain('the queue holds 60 orders');

    const page = await pagerduty.accepted.waitFor(() => true, SOON_MS, 'the page');
    expect(jsonOf(page)).toMatchObject({
      routing_key: 'R0123456789',
      event_action: 'trigger',
      dedup_key: expect.stringMatching(/^[0-9a-f]{64}$/),
      payload: { severity: 'error', custom_details: { num_firing: 1, num_resolved: 0 } },
    });

    const isWebhook = ({ path }: ReceivedRequest) => path.startsWith('/services/');
    const message = await slack.accepted.waitFor(isWebhook, SOON_MS, 'the message to Slack');
    expect(jsonOf(message)).toMatchObject({
      channel: '#incidents',
      username: 'Alertmanager',
      attachments: [{ color: 'danger', title: expect.stringContaining('[FIRING:1] QueueTooLong') }],
    });
    await slack.accepted.waitFor(({ path }) => path === '/api/chat.postMessage', SOON_MS, "the app's message to Slack");
  });

  it('shows the alert to amtool', () => {
    const { amtool } = installation;
    expect(amtool('alert', 'query', 'alertname=QueueTooLong')).toMatch(
      /QueueTooLong .* the queue holds 60 orders {2}active/,
    );
    expect(amtool('config', 'show')).toContain('receiver: everybody');
    expect(amtool('config', 'show')).not.toContain('R0123456789');
  });

  it('is muted by a silence that amtool makes', async () => {
    const { amtool, tocsinUrl } = installation;
    const id = amtool('silence', 'add', 'alertname=QueueTooLong', '--comment=maintenance', '--duration=1h').trim();

    expect(amtool('silence', 'query')).toContain(id);
    expect(amtool('alert', 'query', 'alertname=QueueTooLong')).not.toContain('QueueTooLong');
    const response = await fetch(`${tocsinUrl}/api/v2/alerts?filter=alertname=QueueTooLong`);
    expect(await response.json()).toMatchObject([{ status: { state: 'suppressed', silencedBy: [id] } }]);

    amtool('silence', 'expire', id);
    expect(amtool('alert', 'query', 'alertname=QueueTooLong')).toContain('QueueTooLong');
  });

  it('tells everybody what has ended', async () => {
    const { webhook, smtp, pagerduty, slack, setQueueLength } = installation;
    setQueueLength(1);

    const hook = await webhook.accepted.waitFor(statusIs('resolved'), SOON_MS, 'the resolved webhook');
    expect(jsonOf(hook)).toMatchObject({ status: 'resolved', notification_reason: 'all alerts resolved' });
    await smtp.mails.waitFor(({ subject }) => subject.startsWith('[RESOLVED]'), SOON_MS, 'the resolved mail');
    const isResolve = (request: ReceivedRequest) =>
      (jsonOf(request) as { event_action: string }).event_action === 'resolve';
    const page = await pagerduty.accepted.waitFor(isResolve, SOON_MS, 'the end of the page');
    const [trigger] = pagerduty.accepted.all;
    expect(jsonOf(page)).toMatchObject({
      dedup_key: (trigger && (jsonOf(trigger) as { dedup_key: string }).dedup_key) ?? '',
    });

    const update = await slack.accepted.waitFor(
      ({ path }) => path === '/api/chat.update',
      SOON_MS,
      'the updated message',
    );
    expect(jsonOf(update)).toMatchObject({
      ts: '1700000000.000001',
      channel: 'C-live',
      attachments: [{ color: 'good' }],
    });
    expect([...slack.refused.all, ...pagerduty.refused.all]).toEqual([]);
  });

  it('told nobody of what goes to nobody', () => {
    const bodies = installation.webhook.accepted.all.map(({ body }) => body);
    expect(bodies.filter((body) => body.includes('NodeIsUp'))).toEqual([]);
  });
});
