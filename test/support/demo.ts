// `npm run demo`: the server with stand-ins for SMTP, Slack, PagerDuty and a webhook, and a scenario of alerts. Prints
// what each receiver got and why, and leaves the server running to look around.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, startProgram } from './processes.js';
import { jsonOf } from './vendors/http-stand-in.js';
import { startPagerduty } from './vendors/pagerduty.js';
import { startSlack } from './vendors/slack.js';
import { startSmtp } from './vendors/smtp.js';
import { startWebhook } from './vendors/webhook.js';

interface ShownAlert {
  readonly labels: Readonly<Record<string, string>>;
  readonly fingerprint: string;
  readonly status: {
    readonly state: string;
    readonly inhibitedBy: readonly string[];
    readonly silencedBy: readonly string[];
  };
}

const ENTRY = join(import.meta.dirname, '../../dist/main.js');
const seconds = (count: number) => new Promise((resolve) => setTimeout(resolve, count * 1000));
const say = (text: string) => console.log(text);

const [smtp, slack, pagerduty, webhook] = await Promise.all([
  startSmtp(),
  startSlack(),
  startPagerduty(),
  startWebhook(),
]);
const folder = mkdtempSync(join(tmpdir(), 'tocsin-demo-'));
const config = join(folder, 'alertmanager.yml');
writeFileSync(
  config,
  `global:
  smtp_smarthost: 127.0.0.1:${smtp.port}
  smtp_from: tocsin@example.org
  smtp_require_tls: false
route:
  receiver: team
  group_by: [alertname, cluster]
  group_wait: 2s
  group_interval: 4s
  repeat_interval: 1h
  routes:
    - matchers: [severity="critical"]
      receiver: on-call
inhibit_rules:
  - name: database down
    source_matchers: [alertname="DatabaseDown"]
    target_matchers: [alertname="HighErrorRate"]
    equal: [cluster]
receivers:
  - name: on-call
    pagerduty_configs: [{routing_key: R0123456789, url: '${pagerduty.url}/v2/enqueue'}]
    slack_configs: [{api_url: '${slack.url}/services/T0/B0/demo', channel: '#incidents', send_resolved: true}]
  - name: team
    email_configs: [{to: team@example.org, send_resolved: true}]
    webhook_configs: [{url: '${webhook.url}/hook'}]
`,
);

const port = (await isFree(9093)) ? 9093 : await freePort();
const url = `http://127.0.0.1:${port}`;
const tocsin = startProgram(process.execPath, [
  ENTRY,
  `--config.file=${config}`,
  `--storage.path=${join(folder, 'data')}`,
  `--web.listen-address=127.0.0.1:${port}`,
]);
await tocsin.ready(`${url}/-/ready`);
say(`Tocsin runs at ${url}\n`);

say('14:02  The database of cluster eu goes down, and three services that need it complain. A disk fills up, too.');
await post(
  { alertname: 'DatabaseDown', cluster: 'eu', severity: 'critical', instance: 'db-1' },
  ...['checkout', 'search', 'login'].map((service) => ({
    alertname: 'HighErrorRate',
    cluster: 'eu',
    severity: 'warning',
    service,
  })),
  { alertname: 'DiskFull', cluster: 'eu', severity: 'warning', instance: 'log-7' },
);
await seconds(4);
await tell();

say('14:10  Somebody silences the disk: its replacement is on the way.');
const silence = await silenceDisk();
say(`       silence ${silence}`);
await post({ alertname: 'DiskFull', cluster: 'eu', severity: 'warning', instance: 'log-8' });
await seconds(5);
await tell();

say('14:31  The database is back, and so are the services.');
await post({ alertname: 'DatabaseDown', cluster: 'eu', severity: 'critical', instance: 'db-1', ends: 'now' });
for (const service of ['checkout', 'search', 'login']) {
  await post({ alertname: 'HighErrorRate', cluster: 'eu', severity: 'warning', service, ends: 'now' });
}
await seconds(6);
await tell();

say(`The server goes on at ${url}: try  amtool --alertmanager.url=${url} alert query,  or post alerts of your own.`);
say('Ctrl-C ends it.');
const stop = async () => {
  await tocsin.stop();
  await Promise.all([smtp, slack, pagerduty, webhook].map((vendor) => vendor.close()));
  rmSync(folder, { recursive: true, force: true });
  process.exit(0);
};
process.once('SIGINT', () => void stop());
process.once('SIGTERM', () => void stop());

async function post(...alerts: readonly Readonly<Record<string, string>>[]): Promise<void> {
  const body = alerts.map(({ ends, ...labels }) => ({
    labels,
    annotations: { summary: `${labels['alertname']} on ${labels['instance'] ?? labels['service']}` },
    endsAt: new Date(Date.now() + (ends === 'now' ? 0 : 3_600_000)).toISOString(),
    ...(ends === 'now' ? { startsAt: new Date(Date.now() - 60_000).toISOString() } : {}),
  }));
  const response = await fetch(`${url}/api/v2/alerts`, json(body));
  if (!response.ok) throw new Error(`posting alerts: ${response.status} ${await response.text()}`);
}

async function silenceDisk(): Promise<string> {
  const response = await fetch(
    `${url}/api/v2/silences`,
    json({
      matchers: [{ name: 'alertname', value: 'DiskFull', isRegex: false, isEqual: true }],
      startsAt: new Date().toISOString(),
      endsAt: new Date(Date.now() + 3_600_000).toISOString(),
      createdBy: 'ana',
      comment: 'a new disk is on the way',
    }),
  );
  return ((await response.json()) as { silenceID: string }).silenceID;
}

/** Prints what came since the last time, and why the rest did not. */
async function tell(): Promise<void> {
  const got = (who: string, what: string) => say(`       ${who.padEnd(22)} ${what}`);
  for (const request of pagerduty.accepted.all.splice(0)) {
    const event = jsonOf(request) as { event_action: string; payload: { summary: string } };
    got('PagerDuty (on-call)', `${event.event_action}: ${event.payload.summary}`);
  }
  for (const request of slack.accepted.all.splice(0)) {
    const message = jsonOf(request) as { channel: string; attachments: { title: string; color: string }[] };
    got(`Slack ${message.channel}`, `${message.attachments[0]?.title} (${message.attachments[0]?.color})`);
  }
  for (const mail of smtp.mails.all.splice(0)) got(`mail to ${mail.to.join(', ')}`, mail.subject);
  for (const request of webhook.accepted.all.splice(0)) {
    const message = jsonOf(request) as { notification_reason: string; groupKey: string; alerts: unknown[] };
    got('webhook (team)', `${message.groupKey}, ${message.alerts.length} alerts: ${message.notification_reason}`);
  }

  const alerts = (await (await fetch(`${url}/api/v2/alerts`)).json()) as ShownAlert[];
  const nameOf = (fingerprint: string) =>
    alerts.find((alert) => alert.fingerprint === fingerprint)?.labels['alertname'] ?? fingerprint;
  for (const { labels, status } of alerts) {
    const name = `${labels['alertname']} ${labels['service'] ?? labels['instance']}`;
    for (const source of status.inhibitedBy) got('nobody was told of', `${name}: inhibited by ${nameOf(source)}`);
    for (const id of status.silencedBy) got('nobody is told of', `${name}: silenced by ${id}`);
  }
  say('');
}

function json(body: unknown): RequestInit {
  return { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

function isFree(wanted: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(wanted, () => server.close(() => resolve(true)));
  });
}
