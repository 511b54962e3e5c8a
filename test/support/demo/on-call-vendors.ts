import { startPagerduty } from '../vendors/pagerduty.js';
import { startSlack } from '../vendors/slack.js';
import { startSmtp } from '../vendors/smtp.js';
import { startWebhook } from '../vendors/webhook.js';
import { type DemoVendor, httpVendor, textAt } from './demo-vendor.js';

/** Who pages, and who is told by day. */
export interface OnCallVendors {
  readonly pagerduty: DemoVendor;
  readonly slack: DemoVendor;
  readonly email: DemoVendor;
  readonly webhook: DemoVendor;
}

export async function startOnCallVendors(): Promise<OnCallVendors> {
  const [smtp, slack, pagerduty, webhook] = await Promise.all([
    startSmtp(),
    startSlack(),
    startPagerduty(),
    startWebhook(),
  ]);
  return {
    pagerduty: httpVendor(
      'PagerDuty',
      'pagerduty_configs',
      pagerduty,
      { routing_key: 'R0123456789', url: `${pagerduty.url}/v2/enqueue` },
      (request) => {
        const summary = textAt(request, 'payload.summary');
        return `${textAt(request, 'event_action')}${summary === '' ? '' : `: ${summary}`}`;
      },
    ),
    slack: httpVendor(
      'Slack',
      'slack_configs',
      slack,
      { api_url: `${slack.url}/services/T0/B0/demo`, channel: '#incidents', send_resolved: true },
      (request) => `${textAt(request, 'attachments.0.title')} (${textAt(request, 'attachments.0.color')})`,
    ),
    email: {
      name: 'Mail',
      key: 'email_configs',
      config: {
        to: 'team@example.org',
        from: 'tocsin@example.org',
        smarthost: `127.0.0.1:${smtp.port}`,
        require_tls: false,
        send_resolved: true,
      },
      news: () => smtp.mails.all.splice(0).map(({ subject }) => subject),
      close: () => smtp.close(),
    },
    webhook: httpVendor(
      'Webhook',
      'webhook_configs',
      webhook,
      { url: `${webhook.url}/hook` },
      (request) => `${textAt(request, 'groupKey')}: ${textAt(request, 'notification_reason')}`,
    ),
  };
}
