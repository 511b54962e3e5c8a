import type { Clock } from '../../src/clock/clock.js';
import { VirtualClock } from '../../src/clock/virtual-clock.js';
import { type Delivery, deliveryKey } from '../../src/notify/delivery.js';
import type { Attempt, AttemptResult, DeliveryQueue, LimitOf, Settlement } from '../../src/notify/delivery-queue.js';
import { deliveryOf, NOW_MS } from './builders.js';

/** A place where a queue keeps its deliveries; opening it again is what a restart does. */
export interface QueuePlace {
  open(clock: Clock): Promise<DeliveryQueue>;
  /** Resolves once what was asked of the queue has come to who delivers, and nothing happens before time goes on. */
  settle(): Promise<void>;
  /** The process is gone, with nothing said. */
  crash(): Promise<void>;
}

const DELIVERED: AttemptResult = { kind: 'settled', settlement: 'delivered' };

function retryAt(retryAtMs: number, rateLimited = false): AttemptResult {
  return { kind: 'retry', retryAtMs, rateLimited, failure: { reason: 'other', error: 'no' } };
}

/** Lets a test end each attempt when and how it wants. */
class Attempts {
  readonly begun: { attempt: Attempt; end: (result: AttemptResult) => void }[] = [];
  readonly handler = (attempt: Attempt) =>
    new Promise<AttemptResult>((end) => {
      this.begun.push({ attempt, end });
    });

  get names(): string[] {
    return this.begun.map(({ attempt }) => `${attempt.delivery.id}#${attempt.number}`);
  }

  /** What each attempt told, several deliveries with + between them. */
  get messages(): string[] {
    return this.begun.map(({ attempt }) => [attempt.delivery, ...attempt.others].map(({ id }) => id).join('+'));
  }

  end(i: number, result: AttemptResult): void {
    this.begun[i]?.end(result);
  }
}

export function deliveryQueueContract(newPlace: () => Promise<QueuePlace>): void {
  async function started(limitOf?: LimitOf) {
    const clock = new VirtualClock(NOW_MS);
    const place = await newPlace();
    const queue = await place.open(clock);
    const attempts = new Attempts();
    queue.start(attempts.handler, limitOf);
    const settle = () => place.settle();
    const settled: Record<string, Settlement> = {};
    const putAll = async (deliveries: readonly Delivery[]) => {
      for (const delivery of deliveries) {
        void queue.put(delivery).then((settlement) => {
          settled[delivery.id] = settlement;
        });
      }
      await settle();
    };
    const put = (delivery: Delivery) => putAll([delivery]);
    const end = async (i: number, result: AttemptResult) => {
      attempts.end(i, result);
      await settle();
    };
    const advance = (toMs: number) => clock.advanceTo(toMs, settle);
    return { clock, place, queue, attempts, settled, put, putAll, end, advance, settle };
  }

  const later = (id: string, flushedAtMs: number) => deliveryOf(id, { flushedAtMs, deadlineMs: flushedAtMs + 10_000 });

  describe('DeliveryQueue', () => {
    it('begins the first attempt at once', async () => {
      const { attempts, put, end, settled } = await started();
      await put(deliveryOf('a'));
      expect(attempts.names).toEqual(['a#1']);
      await end(0, DELIVERED);
      expect(settled).toEqual({ a: 'delivered' });
    });

    it('tries again when the handler says, with what the attempt before came to', async () => {
      const { attempts, put, end, advance, queue } = await started();
      await put(deliveryOf('a'));
      await end(0, retryAt(NOW_MS + 500));
      expect(queue.list()).toMatchObject([{ attempts: 1, dueAtMs: NOW_MS + 500 }]);
      await advance(NOW_MS + 499);
      expect(attempts.names).toEqual(['a#1']);
      await advance(NOW_MS + 500);
      expect(attempts.begun[1]?.attempt).toMatchObject({ number: 2, previous: { error: 'no' } });
    });

    it('makes one attempt at a time for a group and integration, and sends the newest state only', async () => {
      const { attempts, put, end, settled } = await started();
      for (const id of ['a', 'b', 'c']) await put(deliveryOf(id));
      expect(attempts.names).toEqual(['a#1']);
      await end(0, DELIVERED);
      await end(1, DELIVERED);
      expect(attempts.names).toEqual(['a#1', 'c#1']);
      expect(settled).toEqual({ a: 'delivered', b: 'superseded', c: 'delivered' });
    });

    it('goes on with the back-off of the one that it replaces, within its deadline', async () => {
      const { attempts, put, end, advance, settled } = await started();
      await put(deliveryOf('a'));
      await end(0, retryAt(NOW_MS + 5000));
      await advance(NOW_MS + 1000);
      await put(later('b', NOW_MS + 1000));
      await advance(NOW_MS + 4999);
      expect(attempts.names).toEqual(['a#1']);
      await advance(NOW_MS + 5000);
      expect(attempts.names).toEqual(['a#1', 'b#2']);
      expect(settled).toEqual({ a: 'superseded' });
    });

    it('begins anew after the deadline, but never before a moment that a vendor asked for', async () => {
      const { attempts, put, end, advance, settle } = await started();
      await put(deliveryOf('a'));
      await put(deliveryOf('other', { groupId: 'g2' }));
      await end(0, retryAt(NOW_MS + 60_000));
      await end(1, retryAt(NOW_MS + 60_000, true));
      await advance(NOW_MS + 10_000);
      await put(later('b', NOW_MS + 10_000));
      await put({ ...later('newer', NOW_MS + 10_000), groupId: 'g2' });
      await settle();
      expect(attempts.names).toEqual(['a#1', 'other#1', 'b#1']);
      await advance(NOW_MS + 60_000);
      expect(attempts.names[3]).toBe('newer#1');
    });

    it('hands a failed attempt on to the delivery that waits behind it', async () => {
      const { attempts, put, end, advance, settled } = await started();
      await put(deliveryOf('a'));
      await put(deliveryOf('b'));
      await end(0, retryAt(NOW_MS + 700));
      expect(settled).toEqual({ a: 'superseded' });
      await advance(NOW_MS + 700);
      expect(attempts.names).toEqual(['a#1', 'b#2']);
    });

    it('withdraws what waits and lets an attempt under way be the last', async () => {
      const { attempts, put, end, advance, settle, queue, settled } = await started();
      const a = deliveryOf('a');
      await put(a);
      await put(deliveryOf('b'));
      queue.withdraw(deliveryKey(a));
      queue.withdraw('unknown');
      await settle();
      expect(settled).toEqual({ b: 'withdrawn' });
      await end(0, retryAt(NOW_MS + 500));
      await advance(NOW_MS + 10_000);
      expect(settled).toEqual({ a: 'withdrawn', b: 'withdrawn' });
      expect(attempts.names).toEqual(['a#1']);
      expect(queue.list()).toEqual([]);
    });

    it('knows the newest delivery of a key that is still on its way', async () => {
      const { put, end, queue } = await started();
      const a = deliveryOf('a');
      const pending = async () => (await queue.pending(deliveryKey(a)))?.id;
      expect(await pending()).toBeUndefined();
      await put(a);
      expect(await pending()).toBe('a');
      await put(deliveryOf('b'));
      expect(await pending()).toBe('b');
      await end(0, DELIVERED);
      expect(await pending()).toBe('b');
      await end(1, DELIVERED);
      expect(await pending()).toBeUndefined();
    });

    it('keeps what is still wanted', async () => {
      const { put, end, settle, queue, settled } = await started();
      await put(deliveryOf('a'));
      await put(deliveryOf('b', { groupId: 'g2' }));
      for (const i of [0, 1]) await end(i, retryAt(NOW_MS + 500));
      queue.retain(({ groupId }) => groupId === 'g2');
      await settle();
      expect(settled).toEqual({ a: 'withdrawn' });
      expect(queue.list().map(({ delivery }) => delivery.id)).toEqual(['b']);
    });

    it('aborts an attempt at the deadline, and gives one that begins late as long', async () => {
      const { attempts, put, end, advance } = await started();
      await put(deliveryOf('a'));
      await advance(NOW_MS + 9_999);
      expect(attempts.begun[0]?.attempt.signal.aborted).toBe(false);
      await advance(NOW_MS + 10_000);
      expect(attempts.begun[0]?.attempt.signal.reason).toMatchObject({ name: 'TimeoutError' });
      await end(0, retryAt(NOW_MS + 30_000, true));
      await advance(NOW_MS + 39_999);
      expect(attempts.begun[1]?.attempt.signal.aborted).toBe(false);
      await advance(NOW_MS + 40_000);
      expect(attempts.begun[1]?.attempt.signal.aborted).toBe(true);
    });

    it('does not let a receiver that hangs delay another', async () => {
      const { attempts, put, putAll, end } = await started();
      await putAll(Array.from({ length: 100 }, (_, i) => deliveryOf(`dead${i}`, { groupId: `g${i}` })));
      const under = attempts.begun.length;
      expect(under).toBeLessThan(100);
      await put(deliveryOf('alive', { integration: { receiver: 'other', type: 'webhook', index: 0 } }));
      expect(attempts.names.at(-1)).toBe('alive#1');
      await end(0, DELIVERED);
      expect(attempts.names.at(-1)).toBe(`dead${under}#1`);
    });

    it('lets the most urgent go first where an integration has a backlog, and of those as urgent the first', async () => {
      const { attempts, put, putAll, end } = await started();
      await putAll(Array.from({ length: 100 }, (_, i) => deliveryOf(`busy${i}`, { groupId: `g${i}`, urgency: 1 })));
      const under = attempts.begun.length;
      await put(deliveryOf('info', { groupId: 'info', urgency: 3 }));
      for (const id of ['page1', 'page2']) await put(deliveryOf(id, { groupId: id, urgency: 0 }));
      for (let i = 0; i < 2; i++) await end(i, DELIVERED);
      expect(attempts.names.slice(under)).toEqual(['page1#1', 'page2#1']);
    });

    it('puts nothing off for ever, however much comes that is more urgent', async () => {
      const { attempts, put, putAll, end } = await started();
      await putAll(Array.from({ length: 100 }, (_, i) => deliveryOf(`busy${i}`, { groupId: `g${i}`, urgency: 1 })));
      const waiting = 100 - attempts.begun.length;
      await put(deliveryOf('info', { groupId: 'info', urgency: 3 }));
      let turns = 0;
      for (; !attempts.names.includes('info#1') && turns < 10_000; turns++) {
        await put(deliveryOf(`page${turns}`, { groupId: `page${turns}`, urgency: 0 }));
        await end(turns, DELIVERED);
      }
      expect(turns).toBeLessThanOrEqual(4 * (waiting + 1));
    });

    it('keeps the place of a group whose state changes while it waits for its turn', async () => {
      const { attempts, put, putAll, end } = await started();
      await putAll(Array.from({ length: 100 }, (_, i) => deliveryOf(`busy${i}`, { groupId: `g${i}` })));
      const under = attempts.begun.length;
      await put(deliveryOf('newer', { groupId: `g${under}` }));
      await end(0, DELIVERED);
      expect(attempts.names.at(-1)).toBe('newer#1');
    });

    describe('with a limit on the messages of an integration', () => {
      const LIMIT = { messages: 2, perMs: 60_000 };
      const limited = () => started(({ receiver }) => (receiver === 'ops' ? LIMIT : undefined));
      const group = (id: string, fields: Partial<Delivery> = {}) => deliveryOf(id, { groupId: id, ...fields });

      it('tells what is over in one message, as soon as there may be one, the most urgent first', async () => {
        const { attempts, put, end, advance, settled } = await limited();
        for (const id of ['a', 'b', 'c', 'd']) await put(group(id));
        await put(group('page', { urgency: -1 }));
        await end(0, DELIVERED);
        await advance(NOW_MS + 1000);
        await end(1, DELIVERED);
        await advance(NOW_MS + 59_999);
        expect(attempts.messages).toEqual(['a', 'b']);
        await advance(NOW_MS + 60_000);
        expect(attempts.messages).toEqual(['a', 'b', 'page+c+d']);
        await end(2, DELIVERED);
        expect(settled).toEqual({ a: 'delivered', b: 'delivered', c: 'delivered', d: 'delivered', page: 'delivered' });
      });

      it('delivers no more than so many in any such time', async () => {
        const { attempts, put, end, advance, clock } = await limited();
        const delivered: number[] = [];
        for (let i = 0; i < 100; i++) {
          await put(group(`g${i}`));
          for (; delivered.length < attempts.begun.length; delivered.push(clock.now())) {
            await end(delivered.length, DELIVERED);
          }
          await advance(NOW_MS + (i + 1) * 7_000);
        }
        for (const [i, atMs] of delivered.entries()) {
          const before = delivered[i - LIMIT.messages];
          if (before !== undefined) expect(atMs - before).toBeGreaterThanOrEqual(LIMIT.perMs);
        }
        expect(attempts.messages.flatMap((message) => message.split('+'))).toContain('g90');
        expect(attempts.messages.length).toBeLessThanOrEqual(2 + (2 * 100 * 7_000) / 60_000);
      });

      it('does not count what was not delivered, and tries a digest again as one', async () => {
        const { attempts, put, end, advance, settled } = await limited();
        for (const id of ['a', 'b', 'c', 'd']) await put(group(id));
        await end(0, { kind: 'settled', settlement: 'unneeded' });
        await end(1, DELIVERED);
        expect(attempts.messages).toEqual(['a', 'b', 'c+d']);
        await end(2, retryAt(NOW_MS + 500));
        await advance(NOW_MS + 500);
        expect(attempts.messages).toEqual(['a', 'b', 'c+d', 'c+d']);
        await end(3, { kind: 'settled', settlement: 'dead' });
        expect(settled).toEqual({ a: 'unneeded', b: 'delivered', c: 'dead', d: 'dead' });
      });

      it('tells the newest state, and nothing that was withdrawn', async () => {
        const { attempts, put, end, advance, queue, settled } = await limited();
        for (const id of ['a', 'b', 'c', 'd', 'e']) await put(group(id));
        for (const i of [0, 1]) await end(i, DELIVERED);
        await put(group('c2', { groupId: 'c' }));
        queue.withdraw(deliveryKey(group('d')));
        await advance(NOW_MS + 60_000);
        expect(attempts.messages).toEqual(['a', 'b', 'c2+e']);
        expect(settled).toMatchObject({ c: 'superseded', d: 'withdrawn' });
      });

      it('leaves others alone, and one that waits by itself is no digest', async () => {
        const { attempts, put, end, advance } = await limited();
        for (const id of ['a', 'b', 'c']) await put(group(id));
        const integration = { receiver: 'other', type: 'webhook', index: 0 };
        for (const id of ['x', 'y', 'z']) await put(group(id, { integration }));
        for (const i of [0, 1]) await end(i, DELIVERED);
        await advance(NOW_MS + 60_000);
        expect(attempts.messages).toEqual(['a', 'b', 'x', 'y', 'z', 'c']);
      });

      it('gives what was in a digest back to each group when the process dies', async () => {
        const { put, end, advance, place, clock } = await limited();
        for (const id of ['a', 'b', 'c', 'd']) await put(group(id));
        for (const i of [0, 1]) await end(i, DELIVERED);
        await advance(NOW_MS + 60_000);
        await place.crash();
        const again = new Attempts();
        (await place.open(clock)).start(again.handler);
        await place.settle();
        expect(again.messages.toSorted()).toEqual(['c', 'd']);
      });
    });

    it('makes what waits due at once when somebody wants it', async () => {
      const { attempts, put, end, advance, settle, queue } = await started();
      const a = deliveryOf('a');
      await put(a);
      queue.hasten(a);
      await settle();
      await end(0, retryAt(NOW_MS + 60_000, true));
      expect(attempts.names).toEqual(['a#1']);
      queue.hasten(a);
      await settle();
      expect(attempts.names).toEqual(['a#1', 'a#2']);
      await advance(NOW_MS + 1000);
      queue.hasten(deliveryOf('unknown', { groupId: 'unknown' }));
    });

    it('counts a delivery whose handler throws as failed', async () => {
      const place = await newPlace();
      const queue = await place.open(new VirtualClock(NOW_MS));
      queue.start(() => Promise.reject(new Error('defect')));
      expect(await queue.put(deliveryOf('a'))).toBe('failed');
    });

    it('delivers after a crash what it had not delivered, the newest of each group only', async () => {
      const { put, end, settle, place, clock } = await started();
      await put(deliveryOf('done', { groupId: 'g2' }));
      await put(deliveryOf('a'));
      await put(later('b', NOW_MS + 1));
      await end(0, DELIVERED);
      await settle();
      await place.crash();
      const queue = await place.open(clock);
      const again = new Attempts();
      queue.start(again.handler);
      await place.settle();
      expect(again.names).toEqual(['b#1']);
      again.end(0, DELIVERED);
      await place.settle();
      await place.crash();
      const empty = await place.open(clock);
      empty.start(again.handler);
      await place.settle();
      expect(empty.list()).toEqual([]);
    });

    it('closes with grace: attempts may end, then they are aborted, and what waits stays durable', async () => {
      const { attempts, put, end, advance, queue, place, clock, settled } = await started();
      await put(deliveryOf('ends'));
      await put(deliveryOf('hangs', { groupId: 'g2' }));
      const closed = queue.close(1000);
      await put(deliveryOf('late', { groupId: 'g3' }));
      await end(0, DELIVERED);
      await advance(NOW_MS + 1000);
      expect(attempts.begun[1]?.attempt.signal.reason).toMatchObject({ name: 'AbortError' });
      attempts.end(1, { kind: 'settled', settlement: 'failed' });
      await closed;
      expect(settled).toEqual({ ends: 'delivered' });
      await place.crash();
      const next = await place.open(clock);
      const again = new Attempts();
      next.start(again.handler);
      await place.settle();
      expect(again.names.toSorted()).toEqual(['hangs#1', 'late#1']);
    });
  });
}
