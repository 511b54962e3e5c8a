// From a POST to the notification: one alert alone, a hundred groups at once, ten thousand, and groups of many alerts.
import { median } from '../bench.js';
import { alertAt, bodies, post, quantile } from '../load.js';
import { versus } from '../versus.js';
import { startWebhookCounter } from '../webhook-counter.js';

const webhook = await startWebhookCounter();
const CONFIG = `
route: {receiver: hook, group_by: [mountpoint], group_wait: 0s, group_interval: 5m}
receivers: [{name: hook, webhook_configs: [{url: '${webhook.url}'}]}]
`;

/** Code and connections get warm: a server runs for months. */
const WARM_UP = 500;
const TIMES = 500;
const WARM_UP_BURSTS = 20;

let made = 0;
const fresh = (count: number) => Array.from({ length: count }, () => alertAt(made++));

await versus({
  title: 'flush: one alert in a group of its own',
  config: CONFIG,
  against: ['tocsin', 'alertmanager'],
  rounds: 3,
  async run(server) {
    webhook.clear();
    const took: number[] = [];
    for (let time = 0; time < WARM_UP + TIMES; time++) {
      const beganMs = performance.now();
      await post(server.pool, '/api/v2/alerts', bodies(fresh(1), 1), 1);
      await webhook.reached(time + 1);
      took.push((webhook.arrivals.at(-1) ?? Number.NaN) - beganMs);
    }
    const sorted = took.slice(WARM_UP).sort((a, b) => a - b);
    return { 'POST to notification, p50, ms': quantile(sorted, 0.5), 'p99, ms': quantile(sorted, 0.99) };
  },
});

await versus({
  title: 'flush: 100 groups in one POST',
  config: CONFIG,
  against: ['tocsin', 'alertmanager'],
  rounds: 3,
  async run(server) {
    const last: number[] = [];
    for (let time = 0; time < WARM_UP_BURSTS + 10; time++) {
      webhook.clear();
      const beganMs = performance.now();
      await post(server.pool, '/api/v2/alerts', bodies(fresh(100), 100), 1);
      await webhook.reached(100);
      last.push((webhook.arrivals.at(-1) ?? Number.NaN) - beganMs);
    }
    return { 'last notification, ms': median(last.slice(WARM_UP_BURSTS)) };
  },
});

await versus({
  title: 'flush: 10,000 groups in 40 POSTs',
  config: CONFIG,
  against: ['tocsin', 'alertmanager'],
  rounds: 3,
  async run(server) {
    webhook.clear();
    const all = bodies(fresh(10_000), 250);
    const connectionsBefore = webhook.connections;
    const cpuBefore = server.cpuSeconds();
    const beganMs = performance.now();
    await Promise.all([post(server.pool, '/api/v2/alerts', all, 4), webhook.reached(10_000)]);
    const seconds = (performance.now() - beganMs) / 1000;
    return {
      'notifications/s': 10_000 / seconds,
      'CPU, s': server.cpuSeconds() - cpuBefore,
      connections: webhook.connections - connectionsBefore,
      'memory at its highest, MiB': server.memory().peak,
    };
  },
});

await webhook.close();
