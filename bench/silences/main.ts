// What silences cost: to make, to keep, and to the alerts that they do and do not concern.
import { alertAt, bodies, get, post, quantile } from '../load.js';
import { versus } from '../versus.js';

const ALERTS = 10_000;

const CONFIG = `
route: {receiver: nobody, group_by: [alertname, cluster], group_wait: 5m}
receivers: [{name: nobody}]
`;

function silence(name: string, value: string): Buffer {
  return Buffer.from(
    JSON.stringify({
      matchers: [{ name, value, isRegex: false, isEqual: true }],
      startsAt: new Date().toISOString(),
      endsAt: new Date(Date.now() + 3_600_000).toISOString(),
      createdBy: 'bench',
      comment: 'bench',
    }),
  );
}

for (const count of [1_000, 10_000]) {
  await versus({
    title: `silences: ${count.toLocaleString('en')} of them and ${ALERTS.toLocaleString('en')} alerts`,
    config: CONFIG,
    against: ['tocsin', 'alertmanager'],
    // With so many, a reading of all alerts takes Alertmanager 0.25 half a minute.
    rounds: count > 1_000 ? 1 : 3,
    async run(server) {
      const alerts = bodies(
        Array.from({ length: ALERTS }, (_, at) => alertAt(at)),
        256,
      );
      await post(server.pool, '/api/v2/alerts', alerts, 4);
      await server.settled();
      await get(server.pool, '/api/v2/alerts');
      const made = await post(
        server.pool,
        '/api/v2/silences',
        Array.from({ length: count }, (_, at) => silence('mountpoint', `/var/lib/data-${at * 2}`)),
        4,
      );
      const first = await get(server.pool, '/api/v2/alerts');
      const again = await get(server.pool, '/api/v2/alerts');
      await post(server.pool, '/api/v2/silences', [silence('instance', 'none')], 1);
      const afterOne = await get(server.pool, '/api/v2/alerts');
      const before = server.cpuSeconds();
      await post(server.pool, '/api/v2/alerts', alerts, 4);
      const ingestCpu = server.cpuSeconds() - before;
      const list = await get(server.pool, '/api/v2/silences');
      return {
        'made/s': count / made.seconds,
        'made: p50, ms': quantile(made.latencies, 0.5),
        'first read of all alerts, ms': first.ms,
        'same read again, ms': again.ms,
        'read after one more silence, ms': afterOne.ms,
        'CPU for 1,000 alerts sent again, ms': (ingestCpu * 1_000_000) / ALERTS,
        'list of all silences, ms': list.ms,
      };
    },
  });
}
