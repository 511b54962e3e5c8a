// What it costs to share: one replica over a Redis and three, beside one process with its own disk.
import { type RedisServer, startRedisServer } from '../../test/support/redis-server.js';
import { type Figure, median, tell } from '../bench.js';
import { alertAt, bodies, post, quantile } from '../load.js';
import { type ServerProcess, startServer } from '../server-process.js';
import type { Run } from '../versus.js';
import { startWebhookCounter } from '../webhook-counter.js';

const ALERTS = 20_000;
const BATCH = 256;
const CONNECTIONS = 4;
const PAGES = 150;
const ROUNDS = 3;

/** How many share; none: no Redis. */
const SET_UPS = { 'three replicas': 3, 'one replica': 1, embedded: 0 } as const;

const webhook = await startWebhookCounter();
const CONFIG = `
route:
  receiver: nobody
  group_by: [alertname, cluster]
  routes: [{receiver: hook, matchers: [page="yes"], group_by: [mountpoint], group_wait: 0s}]
receivers: [{name: hook, webhook_configs: [{url: '${webhook.url}'}]}, {name: nobody}]
`;

interface Usage {
  readonly commands: number;
  readonly bytes: number;
}

async function usageOf(redis: RedisServer): Promise<Usage> {
  const [stats, memory] = [await redis.ask('INFO stats'), await redis.ask('INFO memory')];
  return {
    commands: Number(/total_commands_processed:(\d+)/.exec(stats)?.[1]),
    bytes: Number(/used_memory:(\d+)/.exec(memory)?.[1]),
  };
}

/** Posts one body after the other, each to the next replica, as a load balancer does. */
async function postAround(servers: readonly ServerProcess[], all: readonly Buffer[]): Promise<number> {
  const beganMs = performance.now();
  const shares = servers.map((_, at) => all.filter((__, index) => index % servers.length === at));
  const perServer = Math.max(1, Math.floor(CONNECTIONS / servers.length));
  await Promise.all(servers.map(({ pool }, at) => post(pool, '/api/v2/alerts', shares[at] ?? [], perServer)));
  return (performance.now() - beganMs) / 1000;
}

let made = 0;

async function measure(servers: readonly ServerProcess[], redis: RedisServer | undefined): Promise<Run> {
  const [first] = servers;
  if (first === undefined) throw new Error('there is no server');
  const before = redis && (await usageOf(redis));
  const alerts = Array.from({ length: ALERTS }, () => alertAt(made++));
  const seconds = await postAround(servers, bodies(alerts, BATCH));
  for (const server of servers) await server.settled();
  const after = redis && (await usageOf(redis));
  const again = await postAround(servers, bodies(alerts, BATCH));
  const afterAgain = redis && (await usageOf(redis));

  webhook.clear();
  const took: number[] = [];
  for (let page = 0; page < PAGES; page++) {
    const server = servers[page % servers.length] ?? first;
    const beganMs = performance.now();
    await post(server.pool, '/api/v2/alerts', bodies([alertAt(made++, { page: 'yes' })], 1), 1);
    await webhook.reached(page + 1);
    took.push((webhook.arrivals.at(-1) ?? Number.NaN) - beganMs);
  }
  took.sort((a, b) => a - b);
  return {
    'first: alerts/s': ALERTS / seconds,
    'again: alerts/s': ALERTS / again,
    'POST to notification, p50, ms': quantile(took, 0.5),
    'p99, ms': quantile(took, 0.99),
    ...(before && after && afterAgain
      ? {
          'Redis: commands for each new alert': (after.commands - before.commands) / ALERTS,
          'Redis: commands for each that is sent again': (afterAgain.commands - after.commands) / ALERTS,
          'Redis: bytes for each alert': (after.bytes - before.bytes) / ALERTS,
        }
      : {}),
  };
}

async function run(count: number): Promise<Run> {
  if (count === 0) {
    await using server = await startServer('tocsin', CONFIG);
    return await measure([server], undefined);
  }
  const redis = await startRedisServer();
  const started: ServerProcess[] = [];
  try {
    for (let at = 0; at < count; at++) {
      const server = await startServer('tocsin', CONFIG, [`--redis.url=${redis.url}`, `--cluster.peer-name=r${at}`]);
      started.push(server);
    }
    return await measure(started, redis);
  } finally {
    for (const server of started) await server[Symbol.asyncDispose]();
    await redis.remove();
  }
}

const names = Object.keys(SET_UPS) as (keyof typeof SET_UPS)[];
const runs = new Map<string, Run[]>(names.map((name) => [name, []]));
for (let round = 0; round < ROUNDS; round++) {
  for (const name of round % 2 === 0 ? names : names.toReversed()) runs.get(name)?.push(await run(SET_UPS[name]));
}
const whats = [...new Set([...runs.values()].flatMap((all) => all.flatMap((each) => Object.keys(each))))];
const figures: Figure[] = whats.map((what) => ({
  what,
  values: [...runs.values()].map((all) => median(all.flatMap((each) => each[what] ?? []))),
}));
tell(`replicas: ${ALERTS.toLocaleString('en')} alerts, ${BATCH} in each POST`, names, figures);
await webhook.close();
