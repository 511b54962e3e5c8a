import type { ServerFlags } from '../cli/server-flag-table.js';
import type { TocsinConfig } from '../config/tocsin-config.js';
import { Secret } from '../schema/secret.js';
import { parseRedisAddress } from '../storage/redis/redis-address.js';
import type { RedisConfig } from '../storage/redis/redis-settings.js';

const VARIABLE = 'TOCSIN_REDIS_URL';

const DEFAULTS: RedisConfig = {
  urlFile: '',
  username: '',
  password: new Secret(''),
  passwordFile: '',
  keyPrefix: 'tocsin',
};

/**
 * The Redis that replicas share: of the flag, of the environment, of `tocsin.yml`, the first that names one. What the file
 * says beside the URL counts for the others, too.
 *
 * @throws {Error} when what is named is no URL of a Redis; it does not repeat it, as there may be a password in it
 */
export function redisOf(
  { redisUrl }: Pick<ServerFlags, 'redisUrl'>,
  environment: Readonly<Record<string, string | undefined>>,
  { storage: { redis } }: Pick<TocsinConfig, 'storage'>,
): RedisConfig | undefined {
  const [place, url] = redisUrl === '' ? [VARIABLE, environment[VARIABLE] ?? ''] : ['--redis.url', redisUrl];
  if (url === '') return redis;
  try {
    parseRedisAddress(url);
  } catch (error) {
    throw new Error(`${place}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
  return { ...DEFAULTS, ...redis, url: new Secret(url), urlFile: '' };
}
