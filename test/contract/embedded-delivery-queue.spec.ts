import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { VirtualClock } from '../../src/clock/virtual-clock.js';
import type { Delivery } from '../../src/notify/delivery.js';
import { EmbeddedDeliveryQueue } from '../../src/queue/embedded/embedded-delivery-queue.js';
import { EmbeddedStorage } from '../../src/storage/embedded/embedded-storage.js';
import { RecordedLogger } from '../support/recorded-logger.js';
import { deliveryOf, NO_METRICS, NOW_MS } from './builders.js';
import { deliveryQueueContract, type QueuePlace } from './delivery-queue-contract.js';

const directories: string[] = [];
const closers: (() => Promise<void>)[] = [];

function newDirectory(): string {
  const path = mkdtempSync(join(tmpdir(), 'tocsin-queue-'));
  directories.push(path);
  return path;
}

async function openStorage(path: string): Promise<EmbeddedStorage> {
  const storage = await EmbeddedStorage.open({
    path,
    clock: new VirtualClock(NOW_MS),
    logger: new RecordedLogger(),
    metrics: NO_METRICS,
  });
  closers.push(() => storage.close());
  return storage;
}

async function newPlace(): Promise<QueuePlace> {
  const path = newDirectory();
  let storage: EmbeddedStorage | undefined;
  return {
    async open(clock) {
      storage = await openStorage(path);
      const metrics = { dropped: () => {} };
      return new EmbeddedDeliveryQueue({ clock, journal: storage.deliveries, logger: new RecordedLogger(), metrics });
    },
    settle: () => turn(),
    async crash() {
      closers.pop();
      await storage?.close();
    },
  };
}

afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

afterAll(() => {
  for (const path of directories) rmSync(path, { recursive: true, force: true });
});

describe('EmbeddedDeliveryQueue', () => {
  deliveryQueueContract(newPlace);

  it('hands each out alone where there is no limit, however fast time goes by', async () => {
    class HurryingClock extends VirtualClock {
      #reads = 0;
      override now(): number {
        return super.now() + this.#reads++;
      }
    }
    const journal = (await openStorage(newDirectory())).deliveries;
    const queue = new EmbeddedDeliveryQueue(
      { clock: new HurryingClock(NOW_MS), journal, logger: new RecordedLogger(), metrics: { dropped: () => {} } },
      { concurrency: 2 },
    );
    const together: number[] = [];
    queue.start(async ({ others }) => {
      together.push(others.length + 1);
      return { kind: 'settled', settlement: 'delivered' };
    });
    await Promise.all(Array.from({ length: 6 }, (_, at) => queue.put(deliveryOf(`d${at}`, { groupId: `g${at}` }))));
    expect(together).toEqual([1, 1, 1, 1, 1, 1]);
  });

  it('drops the oldest of the most crowded integration when too many wait', async () => {
    const journal = (await openStorage(newDirectory())).deliveries;
    const dropped: string[] = [];
    const queue = new EmbeddedDeliveryQueue(
      {
        clock: new VirtualClock(NOW_MS),
        journal,
        logger: new RecordedLogger(),
        metrics: { dropped: ({ id }: Delivery) => dropped.push(id) },
      },
      { concurrency: 1, waitingMax: 3 },
    );
    const other = { receiver: 'other', type: 'webhook', index: 0 };
    void queue.put(deliveryOf('other', { integration: other }));
    const first = queue.put(deliveryOf('a', { groupId: 'a' }));
    for (const id of ['b', 'c']) void queue.put(deliveryOf(id, { groupId: id }));
    expect(await first).toBe('failed');
    await turn();
    expect(dropped).toEqual(['a']);
    expect(queue.list().map(({ delivery }) => delivery.id)).toEqual(['other', 'b', 'c']);
  });
});
