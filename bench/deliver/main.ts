// Whether a receiver that hangs holds up another: from a POST to the arrival at the healthy one, with nothing waiting at the
// other, with one group, and with ten thousand. The servers take turns, so that a busy machine slows all of them down alike.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tell } from '../bench.js';
import { alertAt, bodies, post, quantile } from '../load.js';
import { type ServerProcess, startServer } from '../server-process.js';
import { startWebhookCounter } from '../webhook-counter.js';

/** Groups that wait at the one that hangs. */
const WAITING = [10_000, 1, 0];
const ROUNDS = 400;
const WARM_UP = 50;
const BATCH = 1000;
const SETTLED_MS = 60_000;

const silent = createServer((request) => void request.resume());
await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
const hanging = `http://127.0.0.1:${(silent.address() as AddressInfo).port}/`;

let made = 0;
const lanes = await Promise.all(
  WAITING.map(async (waiting) => {
    const webhook = await startWebhookCounter();
    const server = await startServer('tocsin', config(webhook.url));
    const stuck = Array.from({ length: waiting }, () => alertAt(made++, { to: 'hanging' }));
    await post(server.pool, '/api/v2/alerts', bodies(stuck, BATCH), 1);
    await settled(server, waiting);
    return { webhook, server, took: [] as number[] };
  }),
);

for (let round = 0; round < WARM_UP + ROUNDS; round++) {
  for (const { webhook, server, took } of lanes) {
    const beganMs = performance.now();
    await post(server.pool, '/api/v2/alerts', bodies([alertAt(made++)], 1), 1);
    await webhook.reached(round + 1);
    if (round >= WARM_UP) took.push((webhook.arrivals.at(-1) ?? Number.NaN) - beganMs);
  }
}

const sorted = lanes.map(({ took }) => took.toSorted((a, b) => a - b));
const medians = sorted.map((each) => quantile(each, 0.5));
const reference = medians.at(-1) ?? Number.NaN;
tell(
  'deliver: POST to arrival at a healthy receiver, beside one that hangs',
  ['10,000 groups wait there', 'one group', 'none'],
  [
    { what: 'p50, ms', values: medians },
    { what: 'ratio of medians', values: medians.map((each) => each / reference) },
    { what: 'p99, ms', values: sorted.map((each) => quantile(each, 0.99)) },
  ],
);

for (const { webhook, server } of lanes) {
  await server[Symbol.asyncDispose]();
  await webhook.close();
}
silent.closeAllConnections();
silent.close();

function config(healthy: string): string {
  return `
route:
  receiver: healthy
  group_by: [mountpoint]
  group_wait: 0s
  group_interval: 1h
  routes: [{matchers: [to="hanging"], receiver: hanging}]
receivers:
  - name: healthy
    webhook_configs: [{url: '${healthy}'}]
  - name: hanging
    webhook_configs: [{url: '${hanging}'}]
`;
}

/** Waits until all of these groups wait for their delivery, or are being delivered. @throws after a minute */
async function settled({ pool }: ServerProcess, groups: number): Promise<void> {
  const endMs = performance.now() + SETTLED_MS;
  for (;;) {
    const { body } = await pool.request({ method: 'GET', path: '/metrics' });
    const [, there] = /^tocsin_deliveries_waiting (\d+)$/m.exec(await body.text()) ?? [];
    if (Number(there) >= groups) return;
    if (performance.now() > endMs) throw new Error(`${there} of ${groups} groups wait`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
