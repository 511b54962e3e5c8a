import type { Delivery } from '../../src/notify/delivery.js';
import type { DeliveryQueue, Settlement } from '../../src/notify/delivery-queue.js';
import { type RedisServer, startRedisServer } from '../support/redis-server.js';
import { type BullMqReplica, newFolder, openReplica, removeFolders, untilQuiet } from './bullmq-place.js';
import { deliveryQueueContract, type QueuePlace } from './delivery-queue-contract.js';

const opened: BullMqReplica[] = [];
let redis: RedisServer;
let places = 0;

beforeAll(async () => {
  redis = await startRedisServer('--appendonly', 'no');
});

afterEach(async () => {
  await Promise.all(opened.splice(0).map((each) => each.die()));
});

afterAll(async () => {
  await redis.remove();
  removeFolders();
});

/** Notes what was put and has not ended. */
function watched(queue: DeliveryQueue, unsettled: Set<string>): void {
  const put = queue.put.bind(queue);
  queue.put = async (delivery: Delivery): Promise<Settlement> => {
    unsettled.add(delivery.id);
    const settlement = await put(delivery);
    unsettled.delete(delivery.id);
    return settlement;
  };
}

async function newPlace(): Promise<QueuePlace> {
  const path = newFolder();
  const keyPrefix = `place-${places++}`;
  const unsettled = new Set<string>();
  let replica: BullMqReplica | undefined;
  let opens = 0;
  return {
    async open(clock) {
      replica = await openReplica({ url: redis.url, replicaId: `r${opens++}`, keyPrefix, clock, path });
      opened.push(replica);
      watched(replica.queue, unsettled);
      return replica.queue;
    },
    settle: () => untilQuiet(replica === undefined ? [] : [replica], unsettled),
    async crash() {
      await replica?.die();
      unsettled.clear();
    },
  };
}

describe('BullMqDeliveryQueue', () => {
  deliveryQueueContract(newPlace);
});
