import { jest } from '@jest/globals';
import { eventually } from '../support/eventually.js';
import { type RedisServer, startRedisServer } from '../support/redis-server.js';
import { Told } from './crash/told.js';
import { type LossyLine, startLossyLine } from './replicas/lossy-line.js';
import { Replica, type ReplicaOptions } from './replicas/replica.js';

jest.setTimeout(180_000);

/** A busy machine takes its time; what never comes is found out all the same. */
const SOON_MS = 45_000;
const NAMES = ['ana', 'ben', 'cem'] as const;

let redis: RedisServer;
let line: LossyLine;
let told: Told;
const replicas: Replica[] = [];

beforeEach(async () => {
  redis = await startRedisServer();
  line = await startLossyLine(redis.port);
  told = await Told.start();
});

afterEach(async () => {
  await Promise.all(replicas.splice(0).map((replica) => replica.remove()));
  await told.close();
  await line.close();
  await redis.remove();
});

const configOf = ({ url }: Told) => `
route: {receiver: hook, group_by: [group], group_wait: 300ms, group_interval: 1s, repeat_interval: 1h}
receivers: [{name: hook, webhook_configs: [{url: '${url}'}]}]
`;

async function startReplica(name: string, options: Partial<ReplicaOptions> = {}): Promise<Replica> {
  const redisUrl = `redis://127.0.0.1:${line.port}`;
  const replica = await Replica.start({ name, config: configOf(told), redisUrl, ...options });
  replicas.push(replica);
  return replica;
}

async function startThree(): Promise<readonly [Replica, Replica, Replica]> {
  const [a, b, c] = await Promise.all(NAMES.map((name) => startReplica(name)));
  if (a === undefined || b === undefined || c === undefined) throw new Error('three were asked for');
  await eventually(async () => {
    for (const each of [a, b, c]) expect(await each.cluster()).toEqual({ status: 'ready', peers: [...NAMES] });
  }, SOON_MS);
  return [a, b, c];
}

const alert = (alertname: string, group = alertname) => ({ alertname, group });

/** How often each alert was told to fire: every message tells all of its group, so one alert a group. */
function timesTold(): ReadonlyMap<string, number> {
  const times = new Map<string, number>();
  for (const { alerts } of told.messages) for (const each of alerts) times.set(each, (times.get(each) ?? 0) + 1);
  return times;
}

const tellsOf = (names: readonly string[], state = 'firing') =>
  Object.fromEntries(names.map((name) => [name, timesTold().get(`${name} ${state}`) ?? 0]));
const once = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, 1]));
const numbered = (prefix: string, count: number) => Array.from({ length: count }, (_, at) => `${prefix}${at}`);

const untilTold = (names: readonly string[], state: 'firing' | 'resolved' = 'firing') =>
  eventually(() => expect(names.filter((name) => !told[state].has(name))).toEqual([]), SOON_MS);
const untilAllShow = (all: readonly Replica[], names: readonly string[]) =>
  eventually(async () => {
    for (const each of all) expect(await each.alerts()).toEqual(names.toSorted());
  }, SOON_MS);
const untilState = (all: readonly Replica[], status: 'ready' | 'settling') =>
  eventually(async () => {
    for (const each of all) expect((await each.cluster()).status).toBe(status);
  }, SOON_MS);

describe('three replicas', () => {
  it('share alerts and silences, and tell everybody once, whoever was sent what', async () => {
    const [a, b, c] = await startThree();
    const id = await b.silence('alertname', 'quiet');
    await eventually(async () => {
      for (const each of [a, b, c]) expect(await each.silences()).toEqual([id]);
    }, SOON_MS);
    await a.fire(alert('to one'), alert('quiet'));
    await Promise.all([a, b, c].map((each) => each.fire(alert('to all'))));
    await untilAllShow([a, b, c], ['to one', 'to all', 'quiet']);
    await untilTold(['to one', 'to all']);
    await c.resolve(alert('to one'));
    await untilTold(['to one'], 'resolved');
    expect(tellsOf(['to one', 'to all', 'quiet'])).toEqual({ 'to one': 1, 'to all': 1, quiet: 0 });
    expect(tellsOf(['to one'], 'resolved')).toEqual({ 'to one': 1 });
  });

  it('tell everything, and nothing twice, when each is killed in turn while groups flush', async () => {
    const all = await startThree();
    const names: string[] = [];
    for (const victim of all) {
      const others = all.filter((each) => each !== victim);
      const batch = numbered(`${victim.name}`, 12);
      names.push(...batch);
      // Some go to the one that dies: it was answered, so it counts.
      for (const [at, name] of batch.entries())
        await (at % 3 === 0 ? victim : (others[at % 2] ?? victim)).fire(alert(name));
      await victim.kill();
      await untilTold(batch);
      await victim.start();
    }
    await untilAllShow(all, names);
    await untilState(all, 'ready');
    // Its message may have been on the wire when a replica died, and nobody can know: one for each death.
    const twice = Object.values(tellsOf(names)).filter((times) => times > 1);
    expect(twice.length).toBeLessThanOrEqual(all.length);
    expect(Math.max(0, ...twice)).toBeLessThanOrEqual(2);
  });

  it('hand over at once when one is stopped', async () => {
    const [a, b, c] = await startThree();
    await a.fire(...numbered('before', 10).map((name) => alert(name)));
    await Promise.all([a.stop(), b.fire(...numbered('during', 10).map((name) => alert(name)))]);
    const names = [...numbered('before', 10), ...numbered('during', 10)];
    await untilTold(names);
    await untilAllShow([b, c], names);
    expect(tellsOf(names)).toEqual(once(names));
    await eventually(async () => expect((await b.cluster()).peers).toEqual(['ben', 'cem']), SOON_MS);
  });
});

describe('three replicas whose Redis', () => {
  const outages: readonly [string, () => Promise<void> | void, () => Promise<void> | void][] = [
    ['is killed and comes back with its data', () => redis.kill(), () => redis.restart('with data')],
    ['is killed and comes back empty', () => redis.kill(), () => redis.restart('empty')],
    ['hangs', () => redis.freeze(), () => redis.thaw()],
    ['is cut off', () => line.cut(), () => line.mend()],
    ['is slower than they wait', () => line.slow(4_000), () => line.mend()],
  ];
  it.each(outages)('%s go on telling, and come together again', async (_, end, mend) => {
    const all = await startThree();
    const [a, b, c] = all;
    const id = await a.silence('alertname', 'quiet');
    await a.fire(alert('before'));
    await untilTold(['before']);
    await untilAllShow(all, ['before']);
    await eventually(async () => expect(await c.silences()).toEqual([id]), SOON_MS);

    await end();
    await untilState(all, 'settling');
    expect(a.output).toContain('Redis is away; this replica goes on with what it knows until it is back');
    await a.fire(alert('at one'));
    // As a Prometheus does that knows all of them.
    await Promise.all(all.map((each) => each.fire(alert('at all'), alert('quiet'))));
    await untilTold(['at one', 'at all']);
    const late = await b.silence('alertname', 'later');
    await b.resolve(alert('before'));
    await untilTold(['before'], 'resolved');

    await mend();
    await untilState(all, 'ready');
    await eventually(async () => {
      for (const each of all) expect(await each.silences()).toEqual([id, late].toSorted());
    }, SOON_MS);
    await c.fire(alert('after'), alert('later'));
    await untilTold(['after']);
    await eventually(async () => {
      const shown = await Promise.all(all.map((each) => each.alerts()));
      expect(shown[1]).toEqual(shown[0]);
      expect(shown[2]).toEqual(shown[0]);
      expect(shown[0]).toEqual(expect.arrayContaining(['after', 'at all', 'at one']));
    }, SOON_MS);

    expect(tellsOf(['after', 'quiet', 'later'])).toEqual({ after: 1, quiet: 0, later: 0 });
    // What was told just before may not have been noted yet.
    expect(tellsOf(['before'])['before']).toBeLessThanOrEqual(2);
    // Once for each replica that was alone, and what was under way then.
    const { 'at one': one = 0, 'at all': everywhere = 0 } = tellsOf(['at one', 'at all']);
    expect(one).toBeLessThanOrEqual(2);
    expect(everywhere).toBeLessThanOrEqual(4);
    expect(tellsOf(['before'], 'resolved')['before']).toBeLessThanOrEqual(4);
  });
});

describe('replicas', () => {
  it('of two installations share a Redis without a word between them', async () => {
    const one = await startReplica('one', { tocsin: `storage: {redis: {url: 'redis://x', key_prefix: one}}` });
    const two = await startReplica('two', { tocsin: `storage: {redis: {url: 'redis://x', key_prefix: two}}` });
    await one.fire(alert('of one'));
    await two.fire(alert('of two'));
    await untilTold(['of one', 'of two']);
    expect([await one.alerts(), await two.alerts()]).toEqual([['of one'], ['of two']]);
    expect((await one.cluster()).peers).toEqual(['one']);
  });

  it('share the work by their roles', async () => {
    const router = await startReplica('router', { args: ['--role=router'] });
    const deliverer = await startReplica('deliverer', { args: ['--role=deliverer'] });
    await eventually(async () => expect((await router.cluster()).peers).toHaveLength(2), SOON_MS);
    await router.fire(alert('by the deliverer'));
    await untilTold(['by the deliverer']);
    const made = async (replica: Replica) =>
      ((await replica.json('/api/tocsin/v1/deliveries')) as { items: readonly { attemptCount: number }[] }).items
        .map(({ attemptCount }) => attemptCount)
        .reduce((sum, count) => sum + count, 0);
    await eventually(async () => expect(await made(deliverer)).toBe(1), SOON_MS);
    expect(await made(router)).toBe(0);
  });

  it('work over a Cluster, and find their connections again when these are cut', async () => {
    const cluster = await startRedisServer('--cluster-enabled', 'yes', '--cluster-announce-ip', '127.0.0.1');
    try {
      await cluster.ask('CLUSTER ADDSLOTSRANGE 0 16383');
      const redisUrl = `${cluster.url}?cluster`;
      const [a, b] = await Promise.all(['a', 'b'].map((name) => startReplica(name, { redisUrl })));
      if (a === undefined || b === undefined) throw new Error('two were asked for');
      await untilState([a, b], 'ready');
      await Promise.all([a.fire(alert('one')), b.fire(alert('two'))]);
      await untilTold(['one', 'two']);
      for (let cut = 0; cut < 5; cut++) await cluster.ask('CLIENT KILL TYPE normal');
      await a.fire(alert('three'));
      await untilTold(['three']);
      await untilState([a, b], 'ready');
      await untilAllShow([a, b], ['one', 'two', 'three']);
      // What was not noted yet when the connections were cut may have come once more.
      expect(Math.max(...Object.values(tellsOf(['one', 'two', 'three'])))).toBeLessThanOrEqual(2);
    } finally {
      await Promise.all(replicas.map((each) => each.kill()));
      await cluster.remove();
    }
  });

  it('start without Redis, with what is on their own disk', async () => {
    const replica = await startReplica('alone');
    const id = await replica.silence('alertname', 'quiet');
    await replica.fire(alert('known'));
    // Not only told, but noted.
    await eventually(async () => {
      const { items } = (await replica.json('/api/tocsin/v1/deliveries')) as { items: readonly { state: string }[] };
      expect(items.map(({ state }) => state)).toEqual(['delivered']);
    }, SOON_MS);
    await replica.kill();
    await redis.kill();
    await replica.start();
    expect(await replica.silences()).toEqual([id]);
    expect(await replica.alerts()).toEqual(['known']);
    await replica.fire(alert('new'), alert('quiet'));
    await untilTold(['new']);
    expect(tellsOf(['known', 'quiet'])).toEqual({ known: 1, quiet: 0 });
    await redis.restart('empty');
    await untilState([replica], 'ready');
    const second = await startReplica('second');
    await untilAllShow([replica, second], ['known', 'new', 'quiet']);
  });
});
