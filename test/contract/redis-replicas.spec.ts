import { utc } from '../../src/clock/timestamp.js';
import { VirtualClock } from '../../src/clock/virtual-clock.js';
import type { RedisConnection } from '../../src/storage/redis/connection.js';
import { RedisStores } from '../../src/storage/redis/redis-stores.js';
import { eventually } from '../support/eventually.js';
import { RecordedLogger } from '../support/recorded-logger.js';
import { connectRedis } from '../support/redis-connection.js';
import { type RedisServer, startRedisServer } from '../support/redis-server.js';
import { alertOf, entryOf, MINUTE_MS, NOW_MS, silenceOf } from './builders.js';

interface Replica extends Pick<RedisStores, 'alerts' | 'silences' | 'notificationLog' | 'flushLedger'> {
  readonly connection: RedisConnection;
  readonly stores: RedisStores;
}

const opened: Replica[] = [];
let redis: RedisServer;

beforeEach(async () => {
  redis = await startRedisServer();
});

afterEach(async () => {
  for (const { stores, connection } of opened.splice(0)) {
    await stores.close();
    await connection.close();
  }
  await redis.remove();
});

async function replica(replicaId: string, leaseMs = 10_000): Promise<Replica> {
  const { connection } = await connectRedis(redis.url, { replicaId });
  const stores = await RedisStores.open({
    connection,
    clock: new VirtualClock(NOW_MS),
    logger: new RecordedLogger(),
    boundReached: () => {},
    leaseMs,
  });
  const { alerts, silences, notificationLog, flushLedger } = stores;
  const made = { connection, stores, alerts, silences, notificationLog, flushLedger };
  opened.push(made);
  return made;
}

const namesOf = ({ alerts }: Replica) => Array.from(alerts.list(), ({ labels }) => labels.get('n')).toSorted();
const silencesOf = async ({ silences }: Replica) =>
  (await silences.load()).map(({ id, comment }) => `${id} ${comment}`);
const untilAway = (...replicas: readonly Replica[]) =>
  eventually(
    () => expect(replicas.map(({ connection }) => connection.state)).toEqual(replicas.map(() => 'away')),
    8_000,
  );
const timer = (dueMs: number, groupId = 'g') => ({ groupId, groupKey: '{}:{}', rhythm: 'r', dueMs });

describe('replicas that share a Redis', () => {
  it('have each alert, whichever of them it was sent to, and hear of its end', async () => {
    const [a, b] = [await replica('a'), await replica('b')];
    const heard: string[] = [];
    b.alerts.subscribe(({ labels, endsAt }) => heard.push(`${labels.get('n')} ${(endsAt.ms - NOW_MS) / MINUTE_MS}`));
    await a.alerts.put([alertOf({ n: '1' })]);
    await eventually(() => expect(namesOf(b)).toEqual(['1']));
    await a.alerts.put([alertOf({ n: '1' }, { endsAt: utc(NOW_MS), updatedAt: utc(NOW_MS + 1) })]);
    await eventually(() => expect(heard).toEqual(['1 5', '1 0']));
  });

  it('come to the same when they change an alert and a silence at the same time', async () => {
    const replicas = [await replica('a'), await replica('b'), await replica('c')];
    await Promise.all(
      replicas.map(async ({ alerts, silences }, at) => {
        const startsAt = utc(NOW_MS - (at + 1) * MINUTE_MS);
        const fields = { startsAt, endsAt: utc(NOW_MS + (9 - at) * MINUTE_MS), updatedAt: utc(NOW_MS + at) };
        await alerts.put([alertOf({ n: '1' }, fields)]);
        await silences.put([silenceOf('s', { comment: `by ${at}`, updatedAtMs: NOW_MS + at })]);
      }),
    );
    await eventually(async () => {
      for (const each of replicas) {
        const [alert] = each.alerts.list();
        expect([alert?.startsAt, alert?.endsAt]).toEqual([utc(NOW_MS - 3 * MINUTE_MS), utc(NOW_MS + 9 * MINUTE_MS)]);
        expect(await silencesOf(each)).toEqual(['s by 2']);
      }
    });
  });

  it('tell of the silences that another makes and removes', async () => {
    const [a, b] = [await replica('a'), await replica('b')];
    const heard: string[] = [];
    b.silences.subscribe((change) =>
      heard.push(`${change.kind} ${change.kind === 'put' ? change.silence.id : change.id}`),
    );
    await a.silences.put([silenceOf('x'), silenceOf('y')]);
    await a.silences.remove(['x']);
    await eventually(() => expect(heard.at(-1)).toBe('removed x'));
    expect(await silencesOf(b)).toEqual([`y ${silenceOf('y').comment}`]);
  });

  it('know at once what another has told', async () => {
    const [a, b] = [await replica('a'), await replica('b')];
    const { groupKey, integration } = entryOf();
    await a.notificationLog.record(entryOf({ sentAtMs: NOW_MS + 1, firing: ['a'] }));
    expect((await b.notificationLog.last(groupKey, integration))?.firing).toEqual(['a']);
    await b.notificationLog.record(entryOf({ firing: ['b'] }));
    expect((await a.notificationLog.last(groupKey, integration))?.firing).toEqual(['a']);
  });

  it('keep the entry that was sent later also where they record at the same time', async () => {
    const replicas = [await replica('a'), await replica('b'), await replica('c')];
    const { groupKey, integration } = entryOf();
    const entries = replicas.map((_, at) => entryOf({ sentAtMs: NOW_MS + ((at + 1) % 3), firing: [`${at}`] }));
    await Promise.all(replicas.map(({ notificationLog }, at) => notificationLog.record(entries[at] ?? entryOf())));
    for (const { notificationLog } of replicas) {
      expect((await notificationLog.last(groupKey, integration))?.firing).toEqual(['1']);
    }
  });

  it('read all there is before they begin', async () => {
    const a = await replica('a');
    const names = Array.from({ length: 1_200 }, (_, at) => `${at}`);
    await a.alerts.put(names.map((n) => alertOf({ n })));
    await a.silences.put([silenceOf('s')]);
    const b = await replica('b');
    expect(namesOf(b)).toEqual(names.toSorted());
    expect(await silencesOf(b)).toHaveLength(1);
    expect(b.stores.isSynced).toBe(true);
  });

  it('go on while Redis is away, and come to the same once it is back', async () => {
    const [a, b] = [await replica('a'), await replica('b')];
    await a.alerts.put([alertOf({ n: 'before' })]);
    await redis.kill();
    await untilAway(a, b);
    await a.alerts.put([alertOf({ n: 'a' })]);
    await b.alerts.put([alertOf({ n: 'b' })]);
    await b.silences.put([silenceOf('s', { comment: 'b' })]);
    expect(namesOf(a)).toEqual(['a', 'before']);
    await redis.restart('with data');
    await eventually(async () => {
      for (const each of [a, b]) {
        expect(namesOf(each)).toEqual(['a', 'b', 'before']);
        expect(await silencesOf(each)).toEqual(['s b']);
      }
    }, 10_000);
  });

  it('fill a Redis again that comes back empty, so that the next replica has everything', async () => {
    const [a, b] = [await replica('a'), await replica('b')];
    const { groupKey, integration } = entryOf();
    await a.alerts.put([alertOf({ n: '1' }), alertOf({ n: '2' })]);
    await a.silences.put([silenceOf('s', { comment: 'kept' })]);
    await a.notificationLog.record(entryOf());
    await eventually(() => expect(namesOf(b)).toEqual(['1', '2']));
    await redis.kill();
    await untilAway(a, b);
    await redis.restart('empty');
    await eventually(() => expect([a.stores.isSynced, b.stores.isSynced]).toEqual([true, true]), 10_000);
    const c = await replica('c');
    expect(namesOf(c)).toEqual(['1', '2']);
    expect(await silencesOf(c)).toEqual(['s kept']);
    expect(await c.notificationLog.last(groupKey, integration)).toEqual(entryOf());
  });

  it('notice that Redis was emptied under their eyes', async () => {
    const [a, b] = [await replica('a'), await replica('b')];
    await a.alerts.put([alertOf({ n: '1' })]);
    await eventually(() => expect(namesOf(b)).toEqual(['1']));
    await a.connection.run((client) => client.flushall());
    await b.alerts.put([alertOf({ n: '2' })]);
    await eventually(async () => {
      const stored = await a.connection.run((client) => client.hlen(a.connection.key('alerts')));
      expect([stored, namesOf(a)]).toEqual([2, ['1', '2']]);
    });
  });

  it('do not bring an alert back that was forgotten while Redis was away', async () => {
    const a = await replica('a');
    await a.alerts.put([alertOf({ n: 'over' }, { endsAt: utc(NOW_MS - 1) }), alertOf({ n: 'firing' })]);
    await redis.kill();
    await untilAway(a);
    expect(a.alerts.collect(NOW_MS)).toHaveLength(1);
    await redis.restart('with data');
    await eventually(async () => {
      expect(await a.connection.run((client) => client.hlen(a.connection.key('alerts')))).toBe(1);
    }, 10_000);
    expect(namesOf(a)).toEqual(['firing']);
  });

  it('flush a group once: whoever comes second learns that it is done', async () => {
    const [a, b] = [await replica('a'), await replica('b')];
    for (const { flushLedger } of [a, b]) flushLedger.arm(timer(NOW_MS));
    expect(await a.flushLedger.claim('g', NOW_MS)).toBe(true);
    const second = b.flushLedger.claim('g', NOW_MS + 5);
    await a.flushLedger.commit(timer(NOW_MS + MINUTE_MS));
    expect(await second).toBe(false);
    expect(await b.flushLedger.claim('g', NOW_MS + MINUTE_MS)).toBe(true);
  });

  it('begin the timeline of a group anew where one of them does, at a reload', async () => {
    const [a, b] = [await replica('a'), await replica('b')];
    for (const { flushLedger } of [a, b]) flushLedger.arm(timer(NOW_MS));
    expect(await a.flushLedger.claim('g', NOW_MS)).toBe(true);
    await a.flushLedger.commit(timer(NOW_MS + MINUTE_MS));
    await eventually(() => expect(b.flushLedger.load()).toMatchObject([{ dueMs: NOW_MS + MINUTE_MS }]));
    const reloadedMs = NOW_MS + MINUTE_MS / 2;
    b.flushLedger.arm(timer(reloadedMs), true);
    expect(await b.flushLedger.claim('g', reloadedMs)).toBe(true);
    await b.flushLedger.commit(timer(reloadedMs + MINUTE_MS));
    expect(await a.flushLedger.claim('g', NOW_MS + MINUTE_MS)).toBe(false);
  });

  it('take over a flush whose replica died in the middle, once its lease is over', async () => {
    const [a, b] = [await replica('a', 300), await replica('b', 300)];
    for (const { flushLedger } of [a, b]) flushLedger.arm(timer(NOW_MS));
    expect(await a.flushLedger.claim('g', NOW_MS)).toBe(true);
    expect(await b.flushLedger.claim('g', NOW_MS)).toBe(true);
  });

  it('take over a flush at once from a replica that stops', async () => {
    const [a, b] = [await replica('a'), await replica('b')];
    for (const { flushLedger } of [a, b]) flushLedger.arm(timer(NOW_MS));
    expect(await a.flushLedger.claim('g', NOW_MS)).toBe(true);
    const startedMs = performance.now();
    const second = b.flushLedger.claim('g', NOW_MS);
    await a.stores.close();
    expect(await second).toBe(true);
    expect(performance.now() - startedMs).toBeLessThan(5_000);
  });

  it('do not believe a timer that a wrong clock left far ahead', async () => {
    const [a, b] = [await replica('a'), await replica('b')];
    const wrongMs = NOW_MS + 60 * MINUTE_MS;
    for (const { flushLedger } of [a, b]) flushLedger.arm(timer(NOW_MS));
    expect(await a.flushLedger.claim('g', wrongMs)).toBe(true);
    await a.flushLedger.commit(timer(wrongMs + MINUTE_MS));
    expect(await b.flushLedger.claim('g', NOW_MS + MINUTE_MS)).toBe(true);
  });

  it('flush each on their own while Redis is away', async () => {
    const [a, b] = [await replica('a'), await replica('b')];
    for (const { flushLedger } of [a, b]) flushLedger.arm(timer(NOW_MS));
    await redis.kill();
    await untilAway(a, b);
    expect(await a.flushLedger.claim('g', NOW_MS)).toBe(true);
    expect(await b.flushLedger.claim('g', NOW_MS)).toBe(true);
  });
});
