// How long the questions take that dashboards, karma and amtool ask, with 1,000, 10,000 and 100,000 alerts.
import { median } from '../bench.js';
import { alertAt, bodies, get, post } from '../load.js';
import { versus } from '../versus.js';

const QUESTIONS: Readonly<Record<string, string>> = {
  'all alerts': '/api/v2/alerts',
  'one severity': '/api/v2/alerts?filter=severity%3D%22critical%22',
  'a regular expression': '/api/v2/alerts?filter=namespace%3D~%22ns-1.*%22&filter=team!%3D%22team-3%22',
  'one alert': '/api/v2/alerts?filter=mountpoint%3D%22%2Fvar%2Flib%2Fdata-77%22',
  'one receiver': '/api/v2/alerts?receiver=r3',
  'all groups': '/api/v2/alerts/groups',
  'groups of one team': '/api/v2/alerts/groups?filter=team%3D%22team-3%22',
};

const CONFIG = `
route:
  receiver: nobody
  group_by: [alertname, cluster]
  group_wait: 5m
  routes:
${Array.from({ length: 8 }, (_, at) => `    - {receiver: r${at}, matchers: [team="team-${at}"]}`).join('\n')}
receivers: [{name: nobody}${Array.from({ length: 8 }, (_, at) => `, {name: r${at}}`).join('')}]
`;

for (const [count, asked] of [
  [1_000, 20],
  [10_000, 10],
  [100_000, 7],
] as const) {
  await versus({
    title: `query: p50 in ms with ${count.toLocaleString('en')} alerts`,
    config: CONFIG,
    against: ['tocsin', 'alertmanager'],
    rounds: count > 10_000 ? 1 : 3,
    async run(server) {
      const alerts = Array.from({ length: count }, (_, at) => alertAt(at));
      await post(server.pool, '/api/v2/alerts', bodies(alerts, 256), 4);
      await server.settled();
      const figures: Record<string, number> = {};
      for (const [name, path] of Object.entries(QUESTIONS)) {
        const took: number[] = [];
        for (let time = 0; time < asked; time++) took.push((await get(server.pool, path)).ms);
        figures[name] = median(took);
      }
      return { ...figures, 'memory at its highest, MiB': server.memory().peak };
    },
  });
}
