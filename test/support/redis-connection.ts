import { Secret } from '../../src/schema/secret.js';
import { RedisConnection } from '../../src/storage/redis/connection.js';
import { readRedisSettings } from '../../src/storage/redis/redis-settings.js';
import { RecordedLogger } from './recorded-logger.js';

export interface ConnectOptions {
  readonly keyPrefix?: string;
  readonly password?: string;
  readonly replicaId?: string;
}

/** A connection as `storage.redis` of tocsin.yml asks for it, and what it says. */
export async function connectRedis(url: string, { keyPrefix, password, replicaId }: ConnectOptions = {}) {
  const logger = new RecordedLogger();
  const available: boolean[] = [];
  const settings = await readRedisSettings(
    {
      url: new Secret(url),
      urlFile: '',
      username: '',
      password: new Secret(password ?? ''),
      passwordFile: '',
      keyPrefix: keyPrefix ?? 'tocsin',
    },
    async () => '',
  );
  const connection = new RedisConnection({
    settings,
    replicaId: replicaId ?? 'a',
    logger,
    metrics: { available: (is) => available.push(is), commandFailed: () => {} },
  });
  return { connection, logger, available };
}
