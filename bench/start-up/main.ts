// How soon a process is ready: on nothing, and after `kill -9` with 10,000 alerts and 10,000 silences. Alertmanager keeps no
// alert, and of silences what its last snapshot has: it is stopped in peace, so that it has one to read.
import { alertAt, bodies, get, post } from '../load.js';
import type { ServerProcess } from '../server-process.js';
import { type Run, versus } from '../versus.js';

const COUNT = 10_000;

const CONFIG = `
route: {receiver: nobody, group_by: [alertname, cluster], group_wait: 5m}
receivers: [{name: nobody}]
`;

await versus({
  title: 'start-up: nothing stored',
  config: CONFIG,
  against: ['tocsin', 'alertmanager'],
  rounds: 5,
  run: async ({ readyMs, memory }) => ({ 'ready, ms': readyMs, 'resident, MiB': memory().now }),
});

await versus({
  title: `start-up: ${COUNT.toLocaleString('en')} alerts and ${COUNT.toLocaleString('en')} silences, after kill -9`,
  config: CONFIG,
  against: ['tocsin', 'alertmanager'],
  rounds: 3,
  async run(server) {
    await post(server.pool, '/api/v2/silences', Array.from({ length: COUNT }, silence), 16);
    await post(server.pool, '/api/v2/alerts', bodies(alerts(), 256), 4);
    await server.settled();
    await server.stop(server.kind === 'alertmanager' ? 'SIGTERM' : 'SIGKILL');
    await using again = await server.restart();
    return { 'ready, ms': again.readyMs, 'resident, MiB': again.memory().now, ...(await kept(again)) };
  },
});

async function kept({ pool }: ServerProcess): Promise<Run> {
  const count = async (path: string): Promise<number> => {
    const { body } = await pool.request({ method: 'GET', path });
    return ((await body.json()) as unknown[]).length;
  };
  return {
    'first read of all alerts, ms': (await get(pool, '/api/v2/alerts')).ms,
    'alerts that are left': await count('/api/v2/alerts'),
    'silences that are left': await count('/api/v2/silences'),
  };
}

function alerts(): object[] {
  return Array.from({ length: COUNT }, (_, at) => alertAt(at));
}

function silence(_: unknown, at: number): Buffer {
  const name = at % 2 === 0 ? 'mountpoint' : 'ticket';
  return Buffer.from(
    JSON.stringify({
      matchers: [{ name, value: `/var/lib/data-${at}`, isRegex: false, isEqual: true }],
      startsAt: new Date().toISOString(),
      endsAt: new Date(Date.now() + 3_600_000).toISOString(),
      createdBy: 'bench',
      comment: 'bench',
    }),
  );
}
