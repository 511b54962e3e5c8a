// `npm run demo`: the server with stand-ins for all vendors, and a scenario of alerts. Prints what each was told, and why the
// rest was not, and leaves the server running to look around.
import { startChatVendors } from './demo/chat-vendors.js';
import { demoConfig } from './demo/demo-config.js';
import { startDemoServer } from './demo/demo-server.js';
import { startOnCallVendors } from './demo/on-call-vendors.js';
import { startPagingVendors } from './demo/paging-vendors.js';

const NAME_WIDTH = 20;
const LINE_MAX = 90;
const TOLD_WITHIN_MS = 20_000;
const HOUR_MS = 3_600_000;
const DATABASE = { alertname: 'DatabaseDown', cluster: 'eu', severity: 'critical', instance: 'db-1' };
const SERVICES = ['checkout', 'search', 'login'].map((service) => ({
  alertname: 'HighErrorRate',
  cluster: 'eu',
  severity: 'warning',
  service,
}));

const say = (text: string) => console.log(text);
const seconds = (count: number) => new Promise((resolve) => setTimeout(resolve, count * 1000));

const [onCall, chats, pagers] = await Promise.all([startOnCallVendors(), startChatVendors(), startPagingVendors()]);
const vendors = [...Object.values(onCall), ...chats, ...pagers];
const { main, own } = demoConfig(onCall, vendors);
const server = await startDemoServer(main, own);
say(`Tocsin runs at ${server.url}\n`);

say('14:02  The database of cluster eu goes down, and three services that need it complain. A disk fills up, too.');
await server.post([DATABASE, ...SERVICES, disk('log-7')], HOUR_MS);
await seconds(4);
tell();
await tellMuted();

say('14:10  Somebody silences the disk: its replacement is on the way.');
await server.silence('DiskFull', 'a new disk is on the way');
await server.post([disk('log-8')], HOUR_MS);
await seconds(5);
tell();
await tellMuted();

say('14:31  The database is back, and so are the services.');
await server.post([DATABASE, ...SERVICES], 0);
await seconds(6);
tell();
say('');

say(`14:40  A data centre loses power. Everybody is told, by all ${vendors.length} kinds of receiver.`);
await server.post([{ alertname: 'PowerLost', cluster: 'us', severity: 'critical', instance: 'dc-2' }], HOUR_MS);
await tellAll();

say(`The server goes on at ${server.url}: try  amtool --alertmanager.url=${server.url} alert query,  or post alerts.`);
say('Ctrl-C ends it.');
const stop = async () => {
  await server.close();
  await Promise.all(vendors.map((vendor) => vendor.close()));
  process.exit(0);
};
process.once('SIGINT', () => void stop());
process.once('SIGTERM', () => void stop());

function disk(instance: string) {
  return { alertname: 'DiskFull', cluster: 'eu', severity: 'warning', instance };
}

/** Prints what came since the last time. @returns the names of those who were told */
function tell(): readonly string[] {
  return vendors.flatMap(({ name, news }) => {
    const lines = news();
    for (const line of lines) got(name, line);
    return lines.length === 0 ? [] : [name];
  });
}

/** Prints what comes until everybody was told something. */
async function tellAll(): Promise<void> {
  const waiting = new Set(vendors.map(({ name }) => name));
  const endMs = Date.now() + TOLD_WITHIN_MS;
  while (waiting.size > 0 && Date.now() < endMs) {
    await seconds(0.1);
    for (const name of tell()) waiting.delete(name);
  }
  for (const name of waiting) got(name, 'was not told');
  say('');
}

async function tellMuted(): Promise<void> {
  const alerts = await server.alerts();
  const nameOf = (fingerprint: string) =>
    alerts.find((alert) => alert.fingerprint === fingerprint)?.labels['alertname'] ?? fingerprint;
  for (const { labels, status } of alerts) {
    const name = `${labels['alertname']} ${labels['service'] ?? labels['instance']}`;
    for (const source of status.inhibitedBy) got('nobody', `${name}: inhibited by ${nameOf(source)}`);
    if (status.silencedBy.length > 0) got('nobody', `${name}: silenced`);
  }
  say('');
}

function got(who: string, what: string): void {
  const line = what.trim().replace(/\s+/g, ' ');
  say(`       ${who.padEnd(NAME_WIDTH)} ${line.length > LINE_MAX ? `${line.slice(0, LINE_MAX - 1)}…` : line}`);
}
