// What the process weighs: idle, with alerts, and after they were read.
import { alertAt, bodies, get, post } from '../load.js';
import { versus } from '../versus.js';

const CONFIG = `
route: {receiver: nobody, group_by: [alertname, cluster], group_wait: 5m}
receivers: [{name: nobody}]
`;

/** How long a process that does nothing is watched, milliseconds. */
const IDLE_MS = 5_000;

await versus({
  title: 'memory: idle',
  config: CONFIG,
  against: ['tocsin', 'alertmanager'],
  rounds: 3,
  watchesLoop: false,
  async run(server) {
    const before = server.cpuSeconds();
    await new Promise((resolve) => setTimeout(resolve, IDLE_MS));
    return {
      'resident, MiB': server.memory().now,
      'CPU, per cent': ((server.cpuSeconds() - before) / IDLE_MS) * 100_000,
    };
  },
});

for (const count of [10_000, 100_000]) {
  await versus({
    title: `memory: ${count.toLocaleString('en')} alerts`,
    config: CONFIG,
    against: ['tocsin', 'alertmanager'],
    rounds: 1,
    async run(server) {
      const all = bodies(
        Array.from({ length: count }, (_, at) => alertAt(at)),
        256,
      );
      await post(server.pool, '/api/v2/alerts', all, 4);
      await post(server.pool, '/api/v2/alerts', all, 4);
      const taken = server.memory().now;
      for (let time = 0; time < 3; time++) await get(server.pool, '/api/v2/alerts');
      const { now, peak } = server.memory();
      return {
        'resident after they were sent twice, MiB': taken,
        'resident after three reads, MiB': now,
        'at its highest, MiB': peak,
      };
    },
  });
}
