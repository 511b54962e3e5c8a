// How fast alerts are taken in: the first time, and when they are sent again as Prometheus does each minute; beside
// Alertmanager, and beside a server that parses the same bodies and drops them.
import { alertAt, bodies, get, post, quantile } from '../load.js';
import type { ServerProcess } from '../server-process.js';
import { type Run, versus } from '../versus.js';

const CONNECTIONS = 4;
const RESENDS = 3;
/** So many alerts at least are sent again: a server runs for months, and the first second of it is not what one feels. */
const RESENT_MIN = 200_000;

const CONFIG = `
route:
  receiver: nobody
  group_by: [alertname, cluster]
  group_wait: 5m
  routes:
${Array.from({ length: 8 }, (_, at) => `    - {receiver: r${at}, matchers: [team="team-${at}"]}`).join('\n')}
receivers: [{name: nobody}${Array.from({ length: 8 }, (_, at) => `, {name: r${at}}`).join('')}]
`;

async function ingest(server: ServerProcess, count: number, batch: number): Promise<Run> {
  const all = bodies(
    Array.from({ length: count }, (_, at) => alertAt(at)),
    batch,
  );
  const path = '/api/v2/alerts';
  const before = server.cpuSeconds();
  const first = await post(server.pool, path, all, CONNECTIONS);
  // What is written behind belongs to the first time.
  await server.settled();
  const between = server.cpuSeconds();
  const again: number[] = [];
  let seconds = 0;
  const resends = Math.max(RESENDS, Math.ceil(RESENT_MIN / count));
  for (let round = 0; round < resends; round++) {
    const sent = await post(server.pool, path, all, CONNECTIONS);
    again.push(...sent.latencies);
    seconds += sent.seconds;
  }
  await server.settled();
  const after = server.cpuSeconds();
  again.sort((a, b) => a - b);
  return {
    'first: alerts/s': count / first.seconds,
    'first: alerts per CPU second': count / (between - before),
    'again: alerts/s': (resends * count) / seconds,
    'again: alerts per CPU second': (resends * count) / (after - between),
    'again: p50, ms': quantile(again, 0.5),
    'again: p99, ms': quantile(again, 0.99),
  };
}

for (const [count, batch] of [
  [10_000, 256],
  [10_000, 64],
  [100_000, 256],
] as const) {
  await versus({
    title: `ingest: ${count.toLocaleString('en')} alerts, ${batch} in each POST, ${CONNECTIONS} connections`,
    config: CONFIG,
    against: ['tocsin', 'bare', 'alertmanager'],
    rounds: 3,
    run: (server) => ingest(server, count, batch),
  });
}

await versus({
  title: 'ingest: POST of 256 alerts while another client reads all 10,000 without a pause',
  config: CONFIG,
  against: ['tocsin', 'alertmanager'],
  rounds: 3,
  async run(server) {
    const all = bodies(
      Array.from({ length: 10_000 }, (_, at) => alertAt(at)),
      256,
    );
    await post(server.pool, '/api/v2/alerts', all, CONNECTIONS);
    let isOver = false;
    let reads = 0;
    const startedMs = performance.now();
    const reading = (async () => {
      while (!isOver) {
        await get(server.pool, '/api/v2/alerts');
        reads++;
      }
    })();
    const sent = await post(server.pool, '/api/v2/alerts', [...all, ...all, ...all], 1);
    isOver = true;
    await reading;
    return {
      'POST p50, ms': quantile(sent.latencies, 0.5),
      'POST p99, ms': quantile(sent.latencies, 0.99),
      'reads/s': (reads * 1000) / (performance.now() - startedMs),
    };
  },
});
