import type { AlertnameLimit } from '../../alerts/alertname-limit.js';
import type { Clock } from '../../clock/clock.js';
import type { Logger } from '../../log/logger.js';
import type { RedisConnection } from './connection.js';
import type { LocalCopy } from './local-copy.js';
import { ALERTS, RedisAlertStore } from './redis-alert-store.js';
import { DEAD_LETTERS, RedisDeadLetterStore } from './redis-dead-letter-store.js';
import { RedisFlushLedger, TIMERS } from './redis-flush-ledger.js';
import { NOTIFICATION_LOG, RedisNotificationLog } from './redis-notification-log.js';
import { RedisSilenceStore, SILENCES } from './redis-silence-store.js';
import { ReplicatedTable } from './replicated-table.js';
import { Replication } from './replication.js';

export interface RedisStoresParts {
  readonly connection: RedisConnection;
  readonly clock: Clock;
  readonly logger: Logger;
  /** `--alerts.per-alertname-limit` */
  readonly alertLimit?: AlertnameLimit | undefined;
  /** Where all of it is written that this replica knows; nowhere, where it is absent. */
  readonly copy?: LocalCopy;
  /** A bound of this name was reached. */
  readonly boundReached: (bound: string) => void;
  /** How long a flush is a replica's own; shorter in tests alone. */
  readonly leaseMs?: number;
  /** Whether this replica flushes groups; it does by default. */
  readonly flushes?: boolean;
}

/** How long a start waits for what the others know; after it, this replica begins with what it has. */
const FIRST_SYNC_TIMEOUT_MS = 5_000;

/** The stores that replicas share, in memory and in Redis, and what keeps them alike. */
export class RedisStores {
  readonly alerts: RedisAlertStore;
  readonly silences: RedisSilenceStore;
  readonly notificationLog: RedisNotificationLog;
  readonly flushLedger: RedisFlushLedger;
  readonly deadLetters: RedisDeadLetterStore;
  readonly #replication: Replication;
  readonly #tables: readonly { sendEverything(): Promise<void> }[];

  private constructor({
    connection,
    clock,
    logger,
    alertLimit,
    copy,
    boundReached,
    leaseMs,
    flushes = true,
  }: RedisStoresParts) {
    const silences = new ReplicatedTable(connection, SILENCES, logger);
    const notificationLog = new ReplicatedTable(connection, NOTIFICATION_LOG, logger);
    const timers = new ReplicatedTable(connection, TIMERS, logger);
    const deadLetters = new ReplicatedTable(connection, DEAD_LETTERS, logger);
    const alerts = new ReplicatedTable(connection, ALERTS, logger);
    this.silences = new RedisSilenceStore(silences, clock, copy?.silences);
    this.notificationLog = new RedisNotificationLog(notificationLog, copy?.notificationLog);
    this.deadLetters = new RedisDeadLetterStore(deadLetters);
    this.flushLedger = new RedisFlushLedger({
      connection,
      table: timers,
      flushes,
      ...(leaseMs === undefined ? {} : { leaseMs }),
    });
    this.alerts = new RedisAlertStore({ table: alerts, clock, limit: alertLimit, copy: copy?.alerts, boundReached });
    // Alerts last: what mutes them and what was told of them is known by then.
    const tables = [silences, notificationLog, timers, deadLetters, alerts];
    this.#tables = tables;
    this.#replication = new Replication({ connection, tables, clock, logger });
  }

  /** Resolves once everything that the others know has been read, or it is clear that Redis is away. */
  static async open(parts: RedisStoresParts): Promise<RedisStores> {
    const { copy, logger } = parts;
    const stores = new RedisStores(parts);
    if (copy !== undefined) await stores.#takeMutesAndLog(copy);
    const isSynced = await stores.#replication.start(FIRST_SYNC_TIMEOUT_MS);
    if (!isSynced) logger.error('Redis could not be read; this replica begins with what is on its own disk');
    // What the others know of alerts is newer than what this replica knew when it ended, also that one is gone.
    const knowsNone = stores.alerts.list().next().done === true;
    if (copy !== undefined && (!isSynced || knowsNone)) await stores.alerts.put([...copy.alerts.list()]);
    return stores;
  }

  /** They merge with what the others know, whoever changed them last. */
  async #takeMutesAndLog({ silences, notificationLog }: LocalCopy): Promise<void> {
    await this.silences.put(await silences.load());
    await Promise.all(Array.from(notificationLog.entries(), (entry) => this.notificationLog.record(entry)));
  }

  /** Whether this replica has all that the others know. */
  get isSynced(): boolean {
    return this.#replication.isSynced;
  }

  /** Sends what is still to be sent. The connection stays open. */
  async close(): Promise<void> {
    await this.flushLedger.close();
    for (const table of this.#tables) await table.sendEverything();
    await this.#replication.close();
  }
}
