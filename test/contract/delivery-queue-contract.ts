import { setImmediate as turn } from 'node:timers/promises';
import type { Clock } from '../../src/clock/clock.js';
import { VirtualClock } from '../../src/clock/virtual-clock.js';
import { type Delivery, deliveryKey } from '../../src/notify/delivery.js';
import type { Attempt, AttemptResult, DeliveryQueue, LimitOf, Settlement } from '../../src/notify/delivery-queue.js';
import { deliveryOf, NOW_MS } from './builders.js';

/** A place where a queue keeps its deliveries; opening it again is what a restart does. */
export interface QueuePlace {
  open(clock: Clock): Promise<DeliveryQueue>;
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

  async end(i: number, result: AttemptResult): Promise<void> {
    this.begun[i]?.end(result);
    await turn();
  }
}

export function deliveryQueueContract(newPlace: () => Promise<QueuePlace>): void {
  async function started(limitOf?: LimitOf) {
    const clock = new VirtualClock(NOW_MS);
    const place = await newPlace();
    const queue = await place.open(clock);
    const attempts = new Attempts();
    queue.start(attempts.handler, limitOf);
    const settled: Record<string, Settlement> = {};
    const put = (delivery: Delivery) => {
      void queue.put(delivery).then((settlement) => {
        settled[delivery.id] = settlement;
      });
    };
    return { clock, place, queue, attempts, settled, put };
  }

  const later = (id: string, flushedAtMs: number) => deliveryOf(id, { flushedAtMs, deadlineMs: flushedAtMs + 10_000 });

  describe('DeliveryQueue', () => {
    it('begins the first attempt at once', async () => {
      const { attempts, put, settled } = await started();
      put(deliveryOf('a'));
      expect(attempts.names).toEqual(['a#1']);
      await attempts.end(0, DELIVERED);
      expect(settled).toEqual({ a: 'delivered' });
    });

    it('tries again when the handler says, with what the attempt before came to', async () => {
      const { attempts, put, clock, queue } = await started();
      put(deliveryOf('a'));
      await attempts.end(0, retryAt(NOW_MS + 500));
      expect(queue.list()).toMatchObject([{ attempts: 1, dueAtMs: NOW_MS + 500 }]);
      await clock.advanceTo(NOW_MS + 499, turn);
      expect(attempts.names).toEqual(['a#1']);
      await clock.advanceTo(NOW_MS + 500, turn);
      expect(attempts.begun[1]?.attempt).toMatchObject({ number: 2, previous: { error: 'no' } });
    });

    it('makes one attempt at a time for a group and integration, and sends the newest state only', async () => {
      const { attempts, put, settled } = await started();
      for (const id of ['a', 'b', 'c']) put(deliveryOf(id));
      expect(attempts.names).toEqual(['a#1']);
      await attempts.end(0, DELIVERED);
      await attempts.end(1, DELIVERED);
      expect(attempts.names).toEqual(['a#1', 'c#1']);
      expect(settled).toEqual({ a: 'delivered', b: 'superseded', c: 'delivered' });
    });

    it('goes on with the back-off of the one that it replaces, within its deadline', async () => {
      const { attempts, put, clock, settled } = await started();
      put(deliveryOf('a'));
      await attempts.end(0, retryAt(NOW_MS + 5000));
      await clock.advanceTo(NOW_MS + 1000, turn);
      put(later('b', NOW_MS + 1000));
      await clock.advanceTo(NOW_MS + 4999, turn);
      expect(attempts.names).toEqual(['a#1']);
      await clock.advanceTo(NOW_MS + 5000, turn);
      expect(attempts.names).toEqual(['a#1', 'b#2']);
      expect(settled).toEqual({ a: 'superseded' });
    });

    it('begins anew after the deadline, but never before a moment that a vendor asked for', async () => {
      const { attempts, put, clock } = await started();
      put(deliveryOf('a'));
      put(deliveryOf('other', { groupId: 'g2' }));
      await attempts.end(0, retryAt(NOW_MS + 60_000));
      await attempts.end(1, retryAt(NOW_MS + 60_000, true));
      await clock.advanceTo(NOW_MS + 10_000, turn);
      put(later('b', NOW_MS + 10_000));
      put({ ...later('newer', NOW_MS + 10_000), groupId: 'g2' });
      await turn();
      expect(attempts.names).toEqual(['a#1', 'other#1', 'b#1']);
      await clock.advanceTo(NOW_MS + 60_000, turn);
      expect(attempts.names[3]).toBe('newer#1');
    });

    it('hands a failed attempt on to the delivery that waits behind it', async () => {
      const { attempts, put, clock, settled } = await started();
      put(deliveryOf('a'));
      put(deliveryOf('b'));
      await attempts.end(0, retryAt(NOW_MS + 700));
      expect(settled).toEqual({ a: 'superseded' });
      await clock.advanceTo(NOW_MS + 700, turn);
      expect(attempts.names).toEqual(['a#1', 'b#2']);
    });

    it('withdraws what waits and lets an attempt under way be the last', async () => {
      const { attempts, put, queue, settled, clock } = await started();
      const a = deliveryOf('a');
      put(a);
      put(deliveryOf('b'));
      queue.withdraw(deliveryKey(a));
      queue.withdraw('unknown');
      await turn();
      expect(settled).toEqual({ b: 'withdrawn' });
      await attempts.end(0, retryAt(NOW_MS + 500));
      await clock.advanceTo(NOW_MS + 10_000, turn);
      expect(settled).toEqual({ a: 'withdrawn', b: 'withdrawn' });
      expect(attempts.names).toEqual(['a#1']);
      expect(queue.list()).toEqual([]);
    });

    it('knows the newest delivery of a key that is still on its way', async () => {
      const { attempts, put, queue } = await started();
      const a = deliveryOf('a');
      const pending = async () => (await queue.pending(deliveryKey(a)))?.id;
      expect(await pending()).toBeUndefined();
      put(a);
      expect(await pending()).toBe('a');
      put(deliveryOf('b'));
      expect(await pending()).toBe('b');
      await attempts.end(0, DELIVERED);
      expect(await pending()).toBe('b');
      await attempts.end(1, DELIVERED);
      expect(await pending()).toBeUndefined();
    });

    it('keeps what is still wanted', async () => {
      const { attempts, put, queue, settled } = await started();
      put(deliveryOf('a'));
      put(deliveryOf('b', { groupId: 'g2' }));
      for (const i of [0, 1]) await attempts.end(i, retryAt(NOW_MS + 500));
      queue.retain(({ groupId }) => groupId === 'g2');
      await turn();
      expect(settled).toEqual({ a: 'withdrawn' });
      expect(queue.list().map(({ delivery }) => delivery.id)).toEqual(['b']);
    });

    it('aborts an attempt at the deadline, and gives one that begins late as long', async () => {
      const { attempts, put, clock } = await started();
      put(deliveryOf('a'));
      await clock.advanceTo(NOW_MS + 9_999, turn);
      expect(attempts.begun[0]?.attempt.signal.aborted).toBe(false);
      await clock.advanceTo(NOW_MS + 10_000, turn);
      expect(attempts.begun[0]?.attempt.signal.reason).toMatchObject({ name: 'TimeoutError' });
      await attempts.end(0, retryAt(NOW_MS + 30_000, true));
      await clock.advanceTo(NOW_MS + 39_999, turn);
      expect(attempts.begun[1]?.attempt.signal.aborted).toBe(false);
      await clock.advanceTo(NOW_MS + 40_000, turn);
      expect(attempts.begun[1]?.attempt.signal.aborted).toBe(true);
    });

    it('does not let a receiver that hangs delay another', async () => {
      const { attempts, put } = await started();
      for (let i = 0; i < 100; i++) put(deliveryOf(`dead${i}`, { groupId: `g${i}` }));
      const under = attempts.begun.length;
      expect(under).toBeLessThan(100);
      put(deliveryOf('alive', { integration: { receiver: 'other', type: 'webhook', index: 0 } }));
      expect(attempts.names.at(-1)).toBe('alive#1');
      await attempts.end(0, DELIVERED);
      expect(attempts.names.at(-1)).toBe(`dead${under}#1`);
    });

    it('lets the most urgent go first where an integration has a backlog, and of those as urgent the first', async () => {
      const { attempts, put } = await started();
      for (let i = 0; i < 100; i++) put(deliveryOf(`busy${i}`, { groupId: `g${i}`, urgency: 1 }));
      const under = attempts.begun.length;
      put(deliveryOf('info', { groupId: 'info', urgency: 3 }));
      for (const id of ['page1', 'page2']) put(deliveryOf(id, { groupId: id, urgency: 0 }));
      for (let i = 0; i < 2; i++) await attempts.end(i, DELIVERED);
      expect(attempts.names.slice(under)).toEqual(['page1#1', 'page2#1']);
    });

    it('puts nothing off for ever, however much comes that is more urgent', async () => {
      const { attempts, put } = await started();
      for (let i = 0; i < 100; i++) put(deliveryOf(`busy${i}`, { groupId: `g${i}`, urgency: 1 }));
      const waiting = 100 - attempts.begun.length;
      put(deliveryOf('info', { groupId: 'info', urgency: 3 }));
      let turns = 0;
      for (; !attempts.names.includes('info#1') && turns < 10_000; turns++) {
        put(deliveryOf(`page${turns}`, { groupId: `page${turns}`, urgency: 0 }));
        await attempts.end(turns, DELIVERED);
      }
      expect(turns).toBeLessThanOrEqual(4 * (waiting + 1));
    });

    it('keeps the place of a group whose state changes while it waits for its turn', async () => {
      const { attempts, put } = await started();
      for (let i = 0; i < 100; i++) put(deliveryOf(`busy${i}`, { groupId: `g${i}` }));
      const under = attempts.begun.length;
      put(deliveryOf('newer', { groupId: `g${under}` }));
      await attempts.end(0, DELIVERED);
      expect(attempts.names.at(-1)).toBe('newer#1');
    });

    describe('with a limit on the messages of an integration', () => {
      const LIMIT = { messages: 2, perMs: 60_000 };
      const limited = () => started(({ receiver }) => (receiver === 'ops' ? LIMIT : undefined));
      const group = (id: string, fields: Partial<Delivery> = {}) => deliveryOf(id, { groupId: id, ...fields });

      it('tells what is over in one message, as soon as there may be one, the most urgent first', async () => {
        const { attempts, put, clock, settled } = await limited();
        for (const id of ['a', 'b', 'c', 'd']) put(group(id));
        put(group('page', { urgency: -1 }));
        await attempts.end(0, DELIVERED);
        await clock.advanceTo(NOW_MS + 1000, turn);
        await attempts.end(1, DELIVERED);
        await clock.advanceTo(NOW_MS + 59_999, turn);
        expect(attempts.messages).toEqual(['a', 'b']);
        await clock.advanceTo(NOW_MS + 60_000, turn);
        expect(attempts.messages).toEqual(['a', 'b', 'page+c+d']);
        await attempts.end(2, DELIVERED);
        expect(settled).toEqual({ a: 'delivered', b: 'delivered', c: 'delivered', d: 'delivered', page: 'delivered' });
      });

      it('delivers no more than so many in any such time', async () => {
        const { attempts, put, clock } = await limited();
        const delivered: number[] = [];
        for (let i = 0; i < 100; i++) {
          put(group(`g${i}`));
          await turn();
          for (; delivered.length < attempts.begun.length; delivered.push(clock.now())) {
            await attempts.end(delivered.length, DELIVERED);
          }
          await clock.advanceTo(NOW_MS + (i + 1) * 7_000, turn);
        }
        for (const [i, atMs] of delivered.entries()) {
          const before = delivered[i - LIMIT.messages];
          if (before !== undefined) expect(atMs - before).toBeGreaterThanOrEqual(LIMIT.perMs);
        }
        expect(attempts.messages.flatMap((message) => message.split('+'))).toContain('g90');
        expect(attempts.messages.length).toBeLessThanOrEqual(2 + (2 * 100 * 7_000) / 60_000);
      });

      it('does not count what was not delivered, and tries a digest again as one', async () => {
        const { attempts, put, clock, settled } = await limited();
        for (const id of ['a', 'b', 'c', 'd']) put(group(id));
        await attempts.end(0, { kind: 'settled', settlement: 'unneeded' });
        await attempts.end(1, DELIVERED);
        expect(attempts.messages).toEqual(['a', 'b', 'c+d']);
        await attempts.end(2, retryAt(NOW_MS + 500));
        await clock.advanceTo(NOW_MS + 500, turn);
        expect(attempts.messages).toEqual(['a', 'b', 'c+d', 'c+d']);
        await attempts.end(3, { kind: 'settled', settlement: 'dead' });
        expect(settled).toEqual({ a: 'unneeded', b: 'delivered', c: 'dead', d: 'dead' });
      });

      it('tells the newest state, and nothing that was withdrawn', async () => {
        const { attempts, put, clock, queue, settled } = await limited();
        for (const id of ['a', 'b', 'c', 'd', 'e']) put(group(id));
        for (const i of [0, 1]) await attempts.end(i, DELIVERED);
        put(group('c2', { groupId: 'c' }));
        queue.withdraw(deliveryKey(group('d')));
        await clock.advanceTo(NOW_MS + 60_000, turn);
        expect(attempts.messages).toEqual(['a', 'b', 'c2+e']);
        expect(settled).toMatchObject({ c: 'superseded', d: 'withdrawn' });
      });

      it('leaves others alone, and one that waits by itself is no digest', async () => {
        const { attempts, put, clock } = await limited();
        for (const id of ['a', 'b', 'c']) put(group(id));
        const integration = { receiver: 'other', type: 'webhook', index: 0 };
        for (const id of ['x', 'y', 'z']) put(group(id, { integration }));
        for (const i of [0, 1]) await attempts.end(i, DELIVERED);
        await clock.advanceTo(NOW_MS + 60_000, turn);
        expect(attempts.messages).toEqual(['a', 'b', 'x', 'y', 'z', 'c']);
      });

      it('gives what was in a digest back to each group when the process dies', async () => {
        const { attempts, put, place, clock } = await limited();
        for (const id of ['a', 'b', 'c', 'd']) put(group(id));
        for (const i of [0, 1]) await attempts.end(i, DELIVERED);
        await clock.advanceTo(NOW_MS + 60_000, turn);
        await place.crash();
        const again = new Attempts();
        (await place.open(clock)).start(again.handler);
        expect(again.messages).toEqual(['c', 'd']);
      });
    });

    it('makes what waits due at once when somebody wants it', async () => {
      const { attempts, put, queue, clock } = await started();
      const a = deliveryOf('a');
      put(a);
      queue.hasten(a);
      await attempts.end(0, retryAt(NOW_MS + 60_000, true));
      expect(attempts.names).toEqual(['a#1']);
      queue.hasten(a);
      expect(attempts.names).toEqual(['a#1', 'a#2']);
      await clock.advanceTo(NOW_MS + 1000, turn);
      queue.hasten(deliveryOf('unknown', { groupId: 'unknown' }));
    });

    it('counts a delivery whose handler throws as failed', async () => {
      const place = await newPlace();
      const queue = await place.open(new VirtualClock(NOW_MS));
      queue.start(() => Promise.reject(new Error('defect')));
      expect(await queue.put(deliveryOf('a'))).toBe('failed');
    });

    it('delivers after a crash what it had not delivered, the newest of each group only', async () => {
      const { attempts, put, place, clock } = await started();
      put(deliveryOf('done', { groupId: 'g2' }));
      put(deliveryOf('a'));
      put(later('b', NOW_MS + 1));
      await attempts.end(0, DELIVERED);
      await turn();
      await place.crash();
      const queue = await place.open(clock);
      const again = new Attempts();
      queue.start(again.handler);
      expect(again.names).toEqual(['b#1']);
      await again.end(0, DELIVERED);
      await place.crash();
      const empty = await place.open(clock);
      empty.start(again.handler);
      expect(empty.list()).toEqual([]);
    });

    it('closes with grace: attempts may end, then they are aborted, and what waits stays durable', async () => {
      const { attempts, put, place, clock, queue, settled } = await started();
      put(deliveryOf('ends'));
      put(deliveryOf('hangs', { groupId: 'g2' }));
      const closed = queue.close(1000);
      put(deliveryOf('late', { groupId: 'g3' }));
      await attempts.end(0, DELIVERED);
      await clock.advanceTo(NOW_MS + 1000, turn);
      expect(attempts.begun[1]?.attempt.signal.reason).toMatchObject({ name: 'AbortError' });
      await attempts.end(1, { kind: 'settled', settlement: 'failed' });
      await closed;
      expect(settled).toEqual({ ends: 'delivered' });
      await place.crash();
      const next = await place.open(clock);
      const again = new Attempts();
      next.start(again.handler);
      expect(again.names.toSorted()).toEqual(['hangs#1', 'late#1']);
    });
  });
}
