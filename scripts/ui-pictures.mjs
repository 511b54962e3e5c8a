// Makes the pictures of docs/web-ui.md: each screen of a server in an incident, in both themes and as wide as a phone.
// `npm run pictures:ui`, after `npm run build`.
import { join } from 'node:path';
import { startUiServer } from '../test/support/ui-server.js';
import { startWebhook } from '../test/support/vendors/webhook.js';

const FOLDER = join(import.meta.dirname, '../docs/img');
const DESK = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 844 };

const webhook = await startWebhook();
const ui = await startUiServer(`
route:
  receiver: team
  group_by: [alertname, cluster]
  group_wait: 0s
  group_interval: 2s
  repeat_interval: 4h
  routes:
    - {matchers: [severity="critical"], receiver: on-call, group_wait: 0s, repeat_interval: 1h, continue: true}
    - {matchers: [team=~"search|login"], receiver: search-team, mute_time_intervals: [nights]}
    - {matchers: [team="pay"], receiver: payments}
time_intervals:
  - {name: nights, time_intervals: [{times: [{start_time: '00:00', end_time: '24:00'}]}]}
inhibit_rules:
  - name: database down
    source_matchers: [alertname="DatabaseDown"]
    target_matchers: [alertname="HighErrorRate"]
    equal: [cluster]
receivers:
  - {name: team, webhook_configs: [{url: '${webhook.url}/team'}]}
  - {name: on-call, webhook_configs: [{url: '${webhook.url}/on-call'}]}
  - {name: search-team, webhook_configs: [{url: '${webhook.url}/search'}]}
  - {name: payments, webhook_configs: [{url: 'http://127.0.0.1:9/payments'}]}
`);
try {
  await incident();
  const page = await ui.open('#/alerts');
  await page.getByText('not told').waitFor();
  await page.close();
  const [broken] = (await ui.get('api/tocsin/v1/groups?matchers=alertname%3D%22HighErrorRate%22')).items;
  const [delivery] = (await ui.get('api/tocsin/v1/deliveries?receiver=on-call&state=delivered')).items;
  const screens = {
    now: '#/alerts',
    group: `#/alerts?open=${encodeURIComponent(broken.id)}`,
    silences: '#/silences',
    silence: '#/silences/new?filter=%7Bcluster%3D%22us%22%7D&comment=Resizing%20the%20disks',
    routes: '#/routes?labels=alertname%3D%22HighErrorRate%22%2C%20team%3D%22login%22',
    delivery: '#/delivery',
    'delivery-log': `#/delivery/log/${encodeURIComponent(delivery.id)}`,
    system: '#/status',
  };
  for (const [name, hash] of Object.entries(screens)) {
    for (const colorScheme of ['light', 'dark'])
      await take(`${name}-${colorScheme}`, hash, { colorScheme, viewport: DESK });
    await take(`${name}-phone`, hash, { colorScheme: 'dark', viewport: PHONE });
  }
} finally {
  await ui.stop();
  await webhook.close();
}

async function take(name, hash, options) {
  const page = await ui.open(hash, options);
  await page.waitForLoadState('load');
  await page.waitForTimeout(500);
  await page.waitForFunction(() => document.querySelector('[class*=Skeleton], [class*=Loader]') === null);
  await page.screenshot({ path: join(FOLDER, `ui-${name}.png`) });
  await page.close();
  process.stdout.write(`ui-${name}.png\n`);
}

/** A database goes down, what needs it complains, disks fill up, and one receiver is out of order. */
async function incident() {
  const alert = (labels, summary, annotations = {}) => ({
    labels,
    annotations: { summary, ...annotations },
    generatorURL: 'http://prometheus.example.org/graph',
  });
  await ui.post('api/v2/alerts', [
    alert(
      { alertname: 'DatabaseDown', cluster: 'eu', severity: 'critical', instance: 'db-1', team: 'storage' },
      'The database of cluster eu does not answer',
      { runbook_url: 'https://runbooks.example.org/database' },
    ),
    ...['checkout', 'search', 'login', 'cart'].map((service) =>
      alert(
        { alertname: 'HighErrorRate', cluster: 'eu', severity: 'error', service, team: service },
        `${service} answers 5 % of requests with errors`,
      ),
    ),
    ...Array.from({ length: 14 }, (_, at) =>
      alert(
        { alertname: 'DiskFull', cluster: at % 2 === 0 ? 'us' : 'eu', severity: 'warning', instance: `node-${at}` },
        `Disk / of node-${at} is 9${at % 10} % full`,
      ),
    ),
    alert({ alertname: 'PaymentsSlow', cluster: 'eu', severity: 'warning', team: 'pay' }, 'Payments take 4 s'),
    alert({ alertname: 'CertificateExpires', severity: 'info', host: 'shop.example.org' }, 'In 14 days'),
  ]);
  const silence = (matchers, comment, createdBy, hours) => ({
    matchers: matchers.map(([name, value, isRegex = false]) => ({ name, value, isRegex, isEqual: true })),
    startsAt: new Date().toISOString(),
    endsAt: new Date(Date.now() + hours * 3_600_000).toISOString(),
    comment,
    createdBy,
  });
  await ui.post(
    'api/v2/silences',
    silence(
      [
        ['alertname', 'DiskFull'],
        ['cluster', 'us'],
      ],
      'Resizing the disks, OPS-123',
      'ana',
      2,
    ),
  );
  await ui.post('api/v2/silences', silence([['host', '.*\\.test', true]], 'No test hosts at night', 'ben', 31));
}
