import { dirname } from 'node:path';
import type { AlertnameLimit } from '../alerts/alertname-limit.js';
import type { ServerFlags } from '../cli/server-flag-table.js';
import type { Clock } from '../clock/clock.js';
import type { TocsinConfig } from '../config/tocsin-config.js';
import { fileReader } from '../httpclient/file-secret.js';
import type { Logger } from '../log/logger.js';
import type { Metrics } from '../metrics/metrics.js';
import type { RedisMetrics } from '../metrics/redis-metrics.js';
import { EmbeddedStorage } from '../storage/embedded/embedded-storage.js';
import type { RedisConnection } from '../storage/redis/connection.js';
import type { RedisConfig } from '../storage/redis/redis-settings.js';
import { takeOverSnapshots } from '../storage/snapshots/take-over.js';
import type { Storage } from '../storage/storage.js';
import type { EngineMetrics } from './engine-metrics.js';
import { type Membership, oneOfReplicas, singleNode } from './membership.js';
import type { Role } from './role-of.js';

/** As long as a commit takes or a little longer: what a burst of deliveries writes then shares one (ADR 23). */
const GATHER_MS = 1;

export interface OpenStorageParts {
  readonly flags: Pick<ServerFlags, 'configFile' | 'storagePath' | 'clusterListenAddress'>;
  readonly tocsin: Pick<TocsinConfig, 'history'>;
  /** Undefined: one node alone. */
  readonly redis: RedisConfig | undefined;
  readonly role: Role;
  /** Of this replica, for people. */
  readonly name: string;
  readonly newId: () => string;
  readonly alertLimit: AlertnameLimit;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly counted: Pick<EngineMetrics, 'storage' | 'history'>;
}

/** What replicas have together. */
export interface Shared {
  readonly connection: RedisConnection;
  readonly metrics: RedisMetrics;
}

export interface OpenedStorage {
  readonly storage: Storage;
  readonly membership: Membership;
  /** Where replicas share their state; undefined for one node alone. */
  readonly shared: Shared | undefined;
}

/**
 * Opens the stores: those of this machine, and where `storage.redis` says so, those that replicas share.
 *
 * @throws {Error} when the disk cannot be used, or the settings make no sense; a Redis that is away is no error
 */
export async function openStorage(parts: OpenStorageParts): Promise<OpenedStorage> {
  const { flags, redis, name } = parts;
  const local = await openLocal(parts);
  try {
    if (redis === undefined) {
      const membership = singleNode(name, flags.clusterListenAddress !== '');
      return { storage: local, membership, shared: undefined };
    }
    return await openShared(local, redis, parts);
  } catch (error) {
    await local.close();
    throw error;
  }
}

async function openLocal({ flags, tocsin, redis, ...parts }: OpenStorageParts): Promise<EmbeddedStorage> {
  const { alertLimit, clock, logger, counted } = parts;
  const { retention, sizeMax } = tocsin.history;
  const storage = await EmbeddedStorage.open({
    path: flags.storagePath,
    clock,
    logger,
    metrics: counted.storage,
    // Where replicas share their alerts, the shared store refuses.
    ...(redis === undefined ? { alertLimit } : {}),
    history: { retentionMs: retention, bytesMax: sizeMax, lost: counted.history.lost },
    gatherMs: GATHER_MS,
  });
  if (storage.isNew) await takeOverSnapshots(flags.storagePath, storage, logger);
  return storage;
}

async function openShared(
  local: EmbeddedStorage,
  config: RedisConfig,
  { flags, role, name, newId, alertLimit, clock, logger, metrics, counted }: OpenStorageParts,
): Promise<OpenedStorage> {
  const [{ RedisConnection }, { readRedisSettings }, { RedisStorage }] = await Promise.all([
    import('../storage/redis/connection.js'),
    import('../storage/redis/redis-settings.js'),
    import('../storage/redis/redis-storage.js'),
  ]);
  const shown = metrics.forRedis();
  const connection = new RedisConnection({
    settings: await readRedisSettings(config, fileReader(dirname(flags.configFile))),
    replicaId: newId(),
    name,
    logger,
    metrics: {
      available: (isAvailable) => shown.redisUp.set(isAvailable ? 1 : 0),
      commandFailed: () => metrics.storageErrorsTotal.inc({ store: 'redis' }),
    },
  });
  try {
    const { boundReached } = counted.storage;
    const storage = await RedisStorage.open({
      ...{ connection, local, alertLimit, clock, logger, boundReached },
      flushes: role !== 'deliverer',
    });
    return { storage, membership: oneOfReplicas(connection, storage), shared: { connection, metrics: shown } };
  } catch (error) {
    await connection.close();
    throw error;
  }
}
