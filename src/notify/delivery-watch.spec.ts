import { describe, expect, it } from '@jest/globals';
import { VirtualClock } from '../clock/virtual-clock.js';
import { LabelSet } from '../labels/label-set.js';
import type { Delivery } from './delivery.js';
import type { Attempt, AttemptResult, Settlement } from './delivery-queue.js';
import { DeliveryWatch, failureText } from './delivery-watch.js';

function delivery(id: string, groupId = 'g'): Delivery {
  return {
    id,
    groupId,
    groupKey: `{}:${groupId}`,
    groupLabels: LabelSet.EMPTY,
    routeLabels: LabelSet.EMPTY,
    integration: { receiver: 'team|a', type: 'slack', index: 0 },
    reason: 'first notification',
    alerts: [],
    owed: [],
    unsure: [],
    isDemanded: false,
    flushedAtMs: 0,
    deadlineMs: 10_000,
    repeatIntervalMs: 0,
    urgency: 0,
  };
}

const attempt = (number: number, of: Delivery): Attempt => ({
  delivery: of,
  others: [],
  number,
  previous: undefined,
  signal: new AbortController().signal,
});

/** A watch with a queue whose deliveries end when the test says so. */
function setUp() {
  const clock = new VirtualClock(1000);
  const watch = new DeliveryWatch(clock);
  const ends = new Map<string, (settlement: Settlement) => void>();
  const withdrawn: string[] = [];
  const queue = watch.queue({
    put: ({ id }) => new Promise((resolve) => ends.set(id, resolve)),
    pending: async () => undefined,
    withdraw: (key) => withdrawn.push(key),
  });
  const told: string[] = [];
  watch.subscribe(({ delivery: { id }, state, attempts }) => told.push(`${id} ${state} ${attempts}`));
  const end = async (id: string, settlement: Settlement) => {
    ends.get(id)?.(settlement);
    await new Promise((resolve) => setImmediate(resolve));
  };
  const tryIt = (of: Delivery, number: number, result: AttemptResult) =>
    watch.handler(async () => result)(attempt(number, of));
  return { clock, watch, queue, told, end, tryIt, withdrawn };
}

const RETRY: AttemptResult = {
  kind: 'retry',
  retryAtMs: 0,
  failure: { reason: 'serverError', error: 'status 500' },
  rateLimited: false,
};

describe('DeliveryWatch', () => {
  it('follows a delivery to its end', async () => {
    const { watch, queue, told, end, tryIt } = setUp();
    const first = delivery('1');
    void queue.put(first);
    await tryIt(first, 1, RETRY);
    expect(watch.of('g').pending.map((news) => [news.state, news.atMs, failureText(news)])).toEqual([
      ['waiting', 1000, 'team|a/slack[0]: status 500'],
    ]);
    await tryIt(first, 2, { kind: 'settled', settlement: 'delivered' });
    await end('1', 'delivered');
    expect(told).toEqual(['1 waiting 0', '1 running 1', '1 waiting 1', '1 running 2', '1 delivered 2']);
    expect(watch.of('g')).toEqual({ pending: [], failed: [] });
  });

  it('remembers a failure until a later delivery has ended well', async () => {
    const { watch, queue, end, tryIt } = setUp();
    void queue.put(delivery('1'));
    await tryIt(delivery('1'), 1, RETRY);
    await end('1', 'failed');
    expect(watch.of('g').failed.map((news) => [news.state, failureText(news)])).toEqual([
      ['failed', 'team|a/slack[0]: status 500'],
    ]);
    void queue.put(delivery('2'));
    await end('2', 'superseded');
    expect(watch.of('g').failed).toHaveLength(1);
    void queue.put(delivery('3'));
    await end('3', 'delivered');
    expect(watch.of('g').failed).toEqual([]);
  });

  it('takes the word of the queue for what survived a restart, and for what it dropped', () => {
    const { watch, told } = setUp();
    const listed = (id: string) => ({ delivery: delivery(id), attempts: 0, dueAtMs: 0 });
    watch.reconcile([listed('1'), listed('2')]);
    watch.reconcile([listed('2')]);
    expect(watch.of('g').pending.map(({ delivery: { id } }) => id)).toEqual(['2']);
    expect(told).toEqual(['1 waiting 0', '2 waiting 0', '1 withdrawn 0']);
  });

  it('knows that a delivery was withdrawn, also where nobody waits for its end', () => {
    const { watch, queue, withdrawn } = setUp();
    watch.reconcile([{ delivery: delivery('1'), attempts: 0, dueAtMs: 0 }]);
    queue.withdraw('g|team|a/slack[0]');
    expect([watch.of('g').pending, withdrawn]).toEqual([[], ['g|team|a/slack[0]']]);
  });

  it('keeps an attempt that is under way when its delivery is withdrawn', async () => {
    const { watch, queue } = setUp();
    void queue.put(delivery('1'));
    let release = () => {};
    const held = new Promise<AttemptResult>((resolve) => {
      release = () => resolve({ kind: 'settled', settlement: 'delivered' });
    });
    const trying = watch.handler(() => held)(attempt(1, delivery('1')));
    queue.withdraw('g|team|a/slack[0]');
    expect(watch.of('g').pending.map(({ state }) => state)).toEqual(['running']);
    release();
    await trying;
    expect(watch.of('g').pending).toEqual([]);
  });

  it('forgets the oldest failures when there are too many', async () => {
    const { watch, tryIt } = setUp();
    for (let i = 0; i <= 10_000; i++) {
      await tryIt(delivery(`${i}`, `g${i}`), 1, { kind: 'settled', settlement: 'dead' });
    }
    expect([watch.of('g0').failed.length, watch.of('g1').failed.length]).toEqual([0, 1]);
  });
});
