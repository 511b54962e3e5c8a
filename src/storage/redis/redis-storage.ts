import type { AlertnameLimit } from '../../alerts/alertname-limit.js';
import { Storage } from '../storage.js';
import type { RedisConnection } from './connection.js';
import type { LocalStorage } from './local-copy.js';
import { RedisStores, type RedisStoresParts } from './redis-stores.js';

export interface RedisStorageParts extends Omit<RedisStoresParts, 'copy'> {
  readonly connection: RedisConnection;
  readonly alertLimit?: AlertnameLimit | undefined;
  /** What is on this replica's own disk. It is closed with this storage. */
  readonly local: LocalStorage;
}

/**
 * What replicas share, in the memory of each and in Redis. On the disk of a replica: a copy of alerts, silences and the
 * notification log, for a start without Redis; what waits to be delivered while Redis is away; and its own history.
 */
export class RedisStorage extends Storage {
  override readonly kind = 'redis';
  override readonly alerts: RedisStores['alerts'];
  override readonly silences: RedisStores['silences'];
  override readonly notificationLog: RedisStores['notificationLog'];
  override readonly flushLedger: RedisStores['flushLedger'];
  override readonly deadLetters: RedisStores['deadLetters'];
  override readonly deliveries: LocalStorage['deliveries'];
  override readonly history: LocalStorage['history'];

  private constructor(
    private readonly connection: RedisConnection,
    private readonly local: LocalStorage,
    private readonly stores: RedisStores,
  ) {
    super();
    this.alerts = stores.alerts;
    this.silences = stores.silences;
    this.notificationLog = stores.notificationLog;
    this.flushLedger = stores.flushLedger;
    this.deadLetters = stores.deadLetters;
    this.deliveries = local.deliveries;
    this.history = local.history;
  }

  /** Resolves once this replica has what the others know, or it is clear that Redis is away. */
  static async open({ local, ...parts }: RedisStorageParts): Promise<RedisStorage> {
    const { alerts, silences, notificationLog } = local;
    const stores = await RedisStores.open({ ...parts, copy: { alerts, silences, notificationLog } });
    return new RedisStorage(parts.connection, local, stores);
  }

  /** Whether this replica has all that the others know, and they all that it knows. */
  get isSynced(): boolean {
    return this.stores.isSynced;
  }

  override get isHealthy(): boolean {
    return this.connection.state === 'up' && this.local.isHealthy;
  }

  override get failure(): string | undefined {
    const { failure } = this.connection;
    return failure === undefined ? this.local.failure : `Redis is away: ${failure}`;
  }

  /** Hands over to the others: what they lack is sent, and what this replica holds is theirs at once. */
  override async close(): Promise<void> {
    await this.stores.close();
    await this.connection.close();
    await this.local.close();
  }
}
