// Whether Redis holds more and more: alerts, silences, groups and deliveries come and go for minutes, and what Redis uses is
// looked at each time that all has gone.
import { startRedisServer } from '../../test/support/redis-server.js';
import { tell } from '../bench.js';
import { bodies, post } from '../load.js';
import { startServer } from '../server-process.js';
import { startWebhookCounter } from '../webhook-counter.js';

const ROUNDS = 24;
const GROUPS = 200;
const ALERTS = 2_000;
const SILENCES = 100;
/** An alert fires for so long; what is over is collected each second. */
const LIFE_MS = 3_000;
const ROUND_MS = 8_000;

const webhook = await startWebhookCounter();
const redis = await startRedisServer('--appendonly', 'no');
const config = `
route: {receiver: hook, group_by: [group], group_wait: 100ms, group_interval: 1s, repeat_interval: 2s}
receivers: [{name: hook, webhook_configs: [{url: '${webhook.url}'}]}]
`;
const collecting = ['--alerts.gc-interval=1s', '--data.retention=2s', '--data.maintenance-interval=1s'];
const servers = [];
for (const name of ['a', 'b'])
  servers.push(
    await startServer('tocsin', config, [`--redis.url=${redis.url}`, `--cluster.peer-name=${name}`, ...collecting]),
  );

const usage = async () => {
  const [memory, keys] = [await redis.ask('INFO memory'), await redis.ask('DBSIZE')];
  return { mebibytes: Number(/used_memory:(\d+)/.exec(memory)?.[1]) / 2 ** 20, keys: Number(keys.slice(1)) };
};

const used: { mebibytes: number; keys: number }[] = [];
try {
  for (let round = 0; round < ROUNDS; round++) {
    const beganMs = performance.now();
    const soon = () => new Date(Date.now() + LIFE_MS).toISOString();
    const alerts = Array.from({ length: ALERTS }, (_, at) => ({
      labels: { alertname: `A${round}`, group: `g${at % GROUPS}`, instance: `${round}-${at}` },
      annotations: { summary: 'It comes, and goes.' },
      endsAt: soon(),
    }));
    for (const [at, body] of bodies(alerts, 250).entries()) {
      const server = servers[at % servers.length];
      if (server !== undefined) await post(server.pool, '/api/v2/alerts', [body], 1);
    }
    const silences = Array.from({ length: SILENCES }, (_, at) => ({
      matchers: [{ name: 'instance', value: `${round}-${at}-other`, isRegex: false, isEqual: true }],
      ...{ startsAt: new Date().toISOString(), endsAt: soon(), createdBy: 'bench', comment: 'short' },
    }));
    const [first] = servers;
    if (first !== undefined) {
      await post(
        first.pool,
        '/api/v2/silences',
        silences.map((each) => Buffer.from(JSON.stringify(each))),
        4,
      );
    }
    await new Promise((resolve) => setTimeout(resolve, ROUND_MS - (performance.now() - beganMs)));
    used.push(await usage());
  }
} finally {
  for (const server of servers) await server[Symbol.asyncDispose]();
  await redis.remove();
  await webhook.close();
}

const at = (share: number) => used[Math.min(used.length - 1, Math.floor(used.length * share))];
const shares = [0.25, 0.5, 0.75, 1];
tell(
  `redis-memory: ${ROUNDS} times ${ALERTS.toLocaleString('en')} alerts and ${SILENCES} silences that come and go`,
  shares.map((share) => `after ${Math.round(share * ROUNDS)}`),
  [
    { what: 'used, MiB', values: shares.map((share) => at(share)?.mebibytes ?? Number.NaN) },
    { what: 'keys', values: shares.map((share) => at(share)?.keys ?? Number.NaN) },
  ],
);
