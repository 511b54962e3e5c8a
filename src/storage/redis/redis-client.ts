import { Cluster, Redis } from 'ioredis';
import type { RedisSettings } from './redis-settings.js';

/** A client of one server, of the one that Sentinel names, or of a Cluster. */
export type RedisClient = Redis | Cluster;

const RETRY_FIRST_MS = 100;
const RETRY_MAX_MS = 2_000;

export interface RedisClientOptions {
  readonly name: string;
  readonly commandTimeoutMs: number;
  /**
   * Whether a command waits for a connection. BullMQ asks again at once when one fails, without a breath for the event loop
   * in between: there would never be a connection again.
   */
  readonly waitsForConnection: boolean;
}

/**
 * Connects, and connects again for as long as it is not closed. A command fails at once while there is no connection,
 * unless it is to wait for one, and after `commandTimeoutMs` in any case: nobody waits for Redis without end.
 */
export function createRedisClient(
  { address, tls }: RedisSettings,
  { name, commandTimeoutMs, waitsForConnection }: RedisClientOptions,
): RedisClient {
  const { kind, nodes, masterName, database, username, password } = address;
  const common = {
    connectionName: name,
    commandTimeout: commandTimeoutMs,
    connectTimeout: commandTimeoutMs,
    // Its answers have the same form with every server since Redis 6.
    protocol: 2,
    enableOfflineQueue: waitsForConnection,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    ...(username === '' ? {} : { username }),
    ...(password === '' ? {} : { password }),
    ...(tls === undefined ? {} : { tls: { ...tls } }),
  } as const;
  if (kind === 'cluster') {
    const { enableOfflineQueue, ...redisOptions } = common;
    return new Cluster(
      nodes.map((node) => ({ ...node })),
      {
        enableOfflineQueue,
        redisOptions,
        clusterRetryStrategy: waitMs,
        slotsRefreshTimeout: commandTimeoutMs,
        // The addresses that nodes tell of have no names that a certificate could be for.
        dnsLookup: (host, done) => done(null, host),
      },
    );
  }
  const [first] = nodes;
  const where =
    kind === 'sentinel'
      ? {
          sentinels: nodes.map((node) => ({ ...node })),
          name: masterName,
          sentinelRetryStrategy: waitMs,
          ...(tls === undefined ? {} : { enableTLSForSentinelMode: true, sentinelTLS: { ...tls } }),
        }
      : { host: first.host, port: first.port };
  // After a failover the old server takes no writes: look for the new one.
  const reconnectOnError = (error: Error) => error.message.startsWith('READONLY');
  return new Redis({ ...common, ...where, db: database, retryStrategy: waitMs, reconnectOnError });
}

/** The wait before attempt `times`; by chance up to half as long, so that replicas do not come all at once. */
function waitMs(times: number): number {
  const base = Math.min(RETRY_FIRST_MS * 2 ** (times - 1), RETRY_MAX_MS);
  return Math.round(base * (0.5 + Math.random() / 2));
}
