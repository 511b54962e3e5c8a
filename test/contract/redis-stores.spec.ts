import { VirtualClock } from '../../src/clock/virtual-clock.js';
import { RedisStores } from '../../src/storage/redis/redis-stores.js';
import { RecordedLogger } from '../support/recorded-logger.js';
import { connectRedis } from '../support/redis-connection.js';
import { type RedisServer, startRedisServer } from '../support/redis-server.js';
import { NOW_MS } from './builders.js';
import { deadLetterStoreContract } from './dead-letter-store-contract.js';
import {
  alertStoreContract,
  flushLedgerContract,
  notificationLogContract,
  type StoragePlace,
  silenceStoreContract,
} from './storage-contract.js';

let redis: RedisServer;
let places = 0;

beforeAll(async () => {
  redis = await startRedisServer();
});

afterAll(() => redis.remove());

type SharedStores = 'alerts' | 'silences' | 'notificationLog' | 'flushLedger' | 'deadLetters';

function newPlace(keyPrefix = `place-${places++}`): StoragePlace<SharedStores> {
  return {
    async open() {
      const { connection } = await connectRedis(redis.url, { keyPrefix });
      const stores = await RedisStores.open({
        connection,
        clock: new VirtualClock(NOW_MS),
        logger: new RecordedLogger(),
        boundReached: () => {},
      });
      const { alerts, silences, notificationLog, flushLedger, deadLetters } = stores;
      return {
        ...{ alerts, silences, notificationLog, flushLedger, deadLetters },
        async close() {
          await stores.close();
          await connection.close();
        },
      };
    },
    survivor: (look) => look(newPlace(keyPrefix)),
  };
}

describe('RedisStores', () => {
  alertStoreContract(newPlace);
  silenceStoreContract(newPlace);
  notificationLogContract(newPlace);
  deadLetterStoreContract(newPlace);
  flushLedgerContract(newPlace);
});
