import { SystemClock } from '../../src/app/system-clock.js';
import type { Delivery } from '../../src/notify/delivery.js';
import { deliveryKey } from '../../src/notify/delivery.js';
import type { Attempt, AttemptResult } from '../../src/notify/delivery-queue.js';
import { eventually } from '../support/eventually.js';
import { type RedisServer, startRedisServer } from '../support/redis-server.js';
import { deliveryOf } from './builders.js';
import { type BullMqReplica, newFolder, openReplica, type ReplicaOptions, removeFolders } from './bullmq-place.js';

const DELIVERED: AttemptResult = { kind: 'settled', settlement: 'delivered' };
const clock = new SystemClock();

/** A replica whose attempts end as the test wants. */
interface Replica extends BullMqReplica {
  /** `id#attempt`, of attempts that have begun. */
  readonly begun: string[];
  readonly attempts: Attempt[];
  /** Ends that nobody here waits for. */
  readonly ended: string[];
  put(delivery: Delivery): void;
  /** How what was put here ended. */
  readonly settled: Record<string, string>;
  /** How an attempt ends; until it says so, none does. */
  answer: (attempt: Attempt) => Promise<AttemptResult>;
}

const opened: Replica[] = [];
let redis: RedisServer;
let prefixes = 0;

beforeEach(async () => {
  redis = await startRedisServer();
  prefixes++;
});

afterEach(async () => {
  await Promise.all(opened.splice(0).map((each) => each.die()));
  await redis.remove();
});

afterAll(() => removeFolders());

const delivers = async () => DELIVERED;
const hangs = () => new Promise<AttemptResult>(() => {});

async function replica(
  replicaId: string,
  answer: Replica['answer'] = delivers,
  options: Partial<ReplicaOptions> = {},
): Promise<Replica> {
  const keyPrefix = `replicas-${prefixes}`;
  const place = await openReplica({ url: redis.url, replicaId, keyPrefix, clock, ...options });
  const made: Replica = {
    ...place,
    begun: [],
    attempts: [],
    ended: [],
    settled: {},
    answer,
    put(delivery) {
      void place.queue.put(delivery).then((settlement) => {
        made.settled[delivery.id] = settlement;
      });
    },
  };
  place.queue.start(
    (attempt) => {
      if (place.isDead()) return hangs();
      made.begun.push(`${attempt.delivery.id}#${attempt.number}`);
      made.attempts.push(attempt);
      return made.answer(attempt);
    },
    undefined,
    ({ id }, settlement) => made.ended.push(`${id} ${settlement}`),
  );
  opened.push(made);
  return made;
}

/** A delivery to one of several receivers, which do not all go through the same queue. */
function to(receiver: number, id: string, fields: Partial<Delivery> = {}): Delivery {
  const nowMs = clock.now();
  return deliveryOf(id, {
    groupId: id,
    integration: { receiver: `r${receiver}`, type: 'webhook', index: 0 },
    flushedAtMs: nowMs,
    deadlineMs: nowMs + 60_000,
    ...fields,
  });
}

const begunBy = (...replicas: readonly Replica[]) => replicas.flatMap(({ begun }) => begun).toSorted();

/** Resolves once each of two replicas has one of the two queues. */
async function shared(...replicas: readonly Replica[]): Promise<void> {
  const [first] = replicas;
  await eventually(async () => {
    const holders = await Promise.all(
      [0, 1].map((shard) => first?.connection.run((client) => client.get(first.connection.key(`deliverer:${shard}`)))),
    );
    expect(holders.toSorted()).toEqual(replicas.map(({ connection }) => connection.replicaId));
  });
}

const untilAway = (...replicas: readonly Replica[]) =>
  eventually(() => expect(replicas.map(({ connection }) => connection.state)).not.toContain('up'), 10_000);
const untilUp = (...replicas: readonly Replica[]) =>
  eventually(() => expect(replicas.map(({ connection }) => connection.state)).not.toContain('away'), 10_000);

describe('replicas that deliver through one Redis', () => {
  it('share the work, deliver each once, and say so to who put it', async () => {
    const [a, b] = [await replica('a'), await replica('b')];
    await shared(a, b);
    const ids = Array.from({ length: 40 }, (_, at) => `d${String(at).padStart(2, '0')}`);
    for (const [at, id] of ids.entries()) a.put(to(at % 8, id));
    await eventually(() => expect(Object.keys(a.settled)).toHaveLength(40));
    expect(new Set(Object.values(a.settled))).toEqual(new Set(['delivered']));
    expect(begunBy(a, b)).toEqual(ids.map((id) => `${id}#1`));
    expect([a.begun.length > 0, b.begun.length > 0]).toEqual([true, true]);
    expect(b.ended).toHaveLength(b.begun.length);
    expect(a.queue.list()).toEqual([]);
  });

  it('make one delivery of a decision that two of them took', async () => {
    const [a, b] = [await replica('a'), await replica('b')];
    const flushedAtMs = Math.floor(clock.now() / 10_000) * 10_000;
    const decision = to(1, 'x', { flushedAtMs });
    const end = new Promise<void>((resolve) => {
      for (const each of [a, b]) each.answer = () => end.then(() => DELIVERED);
      setImmediate(async () => {
        await eventually(() => expect(begunBy(a, b)).toHaveLength(1));
        resolve();
      });
    });
    a.put({ ...decision, id: 'by a' });
    b.put({ ...decision, id: 'by b', flushedAtMs: flushedAtMs + 1 });
    await eventually(() => expect([a.settled, b.settled]).toEqual([{ 'by a': 'delivered' }, { 'by b': 'delivered' }]));
    expect(begunBy(a, b)).toHaveLength(1);
  });

  it('take over what one of them was delivering when it died, and know that it may have been told', async () => {
    const a = await replica('a', hangs);
    a.put(to(1, 'x', { alerts: to(1, 'x').alerts.map((each) => ({ ...each, muted: false })) }));
    await eventually(() => expect(a.begun).toEqual(['x#1']));
    const b = await replica('b');
    await a.die();
    await eventually(() => expect(b.begun).toEqual(['x#1']), 10_000);
    expect(b.attempts[0]?.delivery.unsure).toHaveLength(1);
    await eventually(() => expect([b.counts.takenOver, b.ended]).toEqual([1, ['x delivered']]));
  });

  it('deliver what a replica put that died before it was told of the end', async () => {
    const b = await replica('b');
    const a = await replica('a', delivers, { delivers: false });
    const ends: ((result: AttemptResult) => void)[] = [];
    b.answer = () => new Promise((resolve) => ends.push(resolve));
    a.put(to(1, 'x'));
    await eventually(() => expect(b.begun).toEqual(['x#1']));
    await a.die();
    for (const end of ends) end(DELIVERED);
    await eventually(() => expect(b.ended).toEqual(['x delivered']));
    expect([a.begun, b.begun]).toEqual([[], ['x#1']]);
  });

  it('hand over at once what a replica has that stops', async () => {
    const a = await replica('a', async () => ({
      kind: 'retry',
      retryAtMs: clock.now() + 100,
      rateLimited: false,
      failure: { reason: 'other', error: 'no' },
    }));
    const b = await replica('b', delivers, { limits: { lockMs: 60_000, leaseMs: 5_000 } });
    await eventually(() => expect(a.connection.state).toBe('up'));
    a.put(to(1, 'x'));
    a.put(to(2, 'y'));
    await eventually(() => expect(begunBy(a, b).length).toBeGreaterThan(1));
    await a.queue.close(0);
    await eventually(
      () => expect(new Set(b.begun.map((each) => each.split('#')[0]))).toEqual(new Set(['x', 'y'])),
      8_000,
    );
  });

  it('drop what became another replica’s while they slept, and tell nothing twice', async () => {
    const a = await replica('a', async ({ number }) =>
      number > 1 || a.begun.length > 1
        ? DELIVERED
        : {
            kind: 'retry',
            retryAtMs: clock.now() + 1_500,
            rateLimited: true,
            failure: { reason: 'other', error: 'no' },
          },
    );
    a.put(to(1, 'x'));
    await eventually(() => expect(a.begun).toEqual(['x#1']));
    for (const shard of [0, 1]) {
      await a.connection.run((client) => client.set(a.connection.key(`deliverer:${shard}`), 'ghost', 'PX', 900));
    }
    await eventually(() => expect(a.local.list()).toEqual([]));
    expect(a.queue.list().map(({ delivery }) => delivery.id)).toEqual(['x']);
    // The other does nothing with it, and is gone: its lock runs out.
    await eventually(() => expect(a.settled).toEqual({ x: 'delivered' }), 10_000);
    expect(a.begun).toEqual(['x#1', 'x#1']);
  });

  it('never deliver an older state after a newer one', async () => {
    const a = await replica('a', hangs);
    const older = to(1, 'older', { groupId: 'g' });
    a.put(older);
    await eventually(() => expect(a.begun).toEqual(['older#1']));
    const b = await replica('b', delivers, { delivers: false });
    b.put(to(1, 'newer', { groupId: 'g' }));
    await eventually(async () => expect((await b.queue.pending(deliveryKey(older)))?.id).toBe('newer'));
    await a.die();
    const c = await replica('c');
    await eventually(() => expect(b.settled).toEqual({ newer: 'delivered' }), 10_000);
    // The older one was another replica's when it died, and comes back last.
    await eventually(async () => {
      const left = [0, 1].map((shard) =>
        c.connection.run((client) => client.llen(c.connection.key(`queue:deliveries-${shard}:active`))),
      );
      expect(await Promise.all(left)).toEqual([0, 0]);
    }, 10_000);
    expect(c.begun).toEqual(['newer#1']);
  });

  it('withdraw and hasten what another replica has', async () => {
    const later: AttemptResult = {
      kind: 'retry',
      retryAtMs: clock.now() + 60_000,
      rateLimited: true,
      failure: { reason: 'other', error: 'no' },
    };
    const a = await replica('a', async ({ number }) => (number === 1 ? later : DELIVERED));
    const b = await replica('b', delivers, { delivers: false });
    const [x, y] = [to(1, 'x'), to(1, 'y')];
    a.put(x);
    a.put(y);
    await eventually(() => expect(a.begun.toSorted()).toEqual(['x#1', 'y#1']));
    b.queue.withdraw(deliveryKey(x));
    b.queue.hasten(y);
    await eventually(() => expect(a.settled).toEqual({ x: 'withdrawn', y: 'delivered' }));
  });

  it('let a router deliver when nobody else does', async () => {
    const router = await replica('router', delivers, { delivers: false });
    router.put(to(1, 'x'));
    await eventually(() => expect(router.settled).toEqual({ x: 'delivered' }));
    const a = await replica('a');
    await eventually(() => {
      const id = `to a ${clock.now()}`;
      router.put(to(1, id));
      expect(a.begun.length).toBeGreaterThan(0);
    });
  });

  describe('while Redis is away', () => {
    it('deliver on their own, at once, also what another had to deliver', async () => {
      const a = await replica('a', hangs);
      const b = await replica('b', delivers, { delivers: false });
      b.put(to(1, 'before'));
      await eventually(() => expect(a.begun).toEqual(['before#1']));
      await redis.kill();
      b.put(to(1, 'at the moment'));
      await untilAway(a, b);
      b.put(to(1, 'away'));
      await eventually(() => expect(b.begun.toSorted()).toEqual(['at the moment#1', 'away#1', 'before#1']));
      expect(new Set(Object.values(b.settled))).toEqual(new Set(['delivered']));
    });

    it.each(['empty', 'with data'] as const)(
      'give back what waits once it is back %s, and tell nothing twice',
      async (how) => {
        const fails = async (): Promise<AttemptResult> => ({
          kind: 'retry',
          retryAtMs: clock.now() + 50,
          rateLimited: false,
          failure: { reason: 'other', error: 'no' },
        });
        const [a, b] = [await replica('a', fails), await replica('b', fails)];
        await shared(a, b);
        const ids = Array.from({ length: 6 }, (_, at) => `d${at}`);
        for (const [at, id] of ids.entries()) (at % 2 === 0 ? a : b).put(to(at, id));
        await eventually(() => expect(new Set([...a.begun, ...b.begun].map((each) => each.slice(0, 2))).size).toBe(6));
        await redis.kill();
        await untilAway(a, b);
        a.put(to(0, 'd6'));
        await redis.restart(how);
        await untilUp(a, b);
        const told: string[] = [];
        const once = async ({ delivery }: Attempt) => {
          told.push(delivery.id);
          return DELIVERED;
        };
        for (const each of [a, b]) each.answer = once;
        await eventually(() => {
          expect({ ...a.settled, ...b.settled }).toEqual(
            Object.fromEntries([...ids, 'd6'].map((id) => [id, 'delivered'])),
          );
        }, 15_000);
        expect(told.toSorted()).toEqual([...ids, 'd6']);
      },
    );

    it('keep it on disk until it is delivered, across a restart', async () => {
      const path = newFolder();
      const a = await replica('a', hangs, { path });
      const b = await replica('b', delivers, { delivers: false });
      await redis.kill();
      await untilAway(a, b);
      a.put(to(1, 'x'));
      await eventually(() => expect(a.begun).toEqual(['x#1']));
      await a.die();
      const again = await replica('a', delivers, { path });
      await eventually(() => expect(again.begun).toEqual(['x#1']));
    });
  });

  it('put again what Redis has lost under their eyes', async () => {
    const a = await replica('a', delivers, { delivers: false });
    const b = await replica('b', hangs);
    a.put(to(1, 'x'));
    await eventually(() => expect(b.begun).toEqual(['x#1']));
    await b.die();
    await a.connection.run((client) => client.flushall());
    const c = await replica('c');
    await eventually(() => expect(a.settled).toEqual({ x: 'delivered' }), 10_000);
    expect(begunBy(a, c)).toEqual(['x#1']);
  });

  it('leave nothing behind in Redis but what runs out', async () => {
    const a = await replica('a');
    for (let i = 0; i < 300; i++) a.put(to(i % 8, `d${i}`));
    await eventually(() => expect(Object.keys(a.settled)).toHaveLength(300), 15_000);
    await eventually(async () => {
      const keys = await a.connection.run((client) => client.keys(`${a.connection.key('queue')}:*`));
      const jobs = keys.filter((key) => !/:(meta|events|marker|id|stalled-check|stalled)$/.test(key));
      expect(jobs).toEqual([]);
    });
    const lanes = await a.connection.run((client) => client.keys(a.connection.key('lane:*')));
    const ttls = await Promise.all(lanes.map((key) => a.connection.run((client) => client.pttl(key))));
    expect(Math.min(...ttls)).toBeGreaterThan(0);
  });
});
