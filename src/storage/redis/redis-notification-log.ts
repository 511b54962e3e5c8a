import { type IntegrationKey, NotificationLog, type NotificationLogEntry } from '../../nflog/notification-log.js';
import { decodeEntry, encodeEntry, type StoredEntry } from '../../nflog/notification-log-codec.js';
import { RedisAwayError } from './connection.js';
import type { LocalCopy } from './local-copy.js';
import { keyOf, type ReplicatedTable, type TableKind } from './replicated-table.js';

export const NOTIFICATION_LOG: TableKind<NotificationLogEntry, StoredEntry> = {
  name: 'nflog',
  encode: encodeEntry,
  decode: decodeEntry,
  merge: (shared, own) => (own.sentAtMs > shared.sentAtMs ? own : shared),
  isNews: (shared, own) => own.sentAtMs >= shared.sentAtMs,
  isOver: ({ expiresAtMs }, nowMs) => expiresAtMs <= nowMs,
  followsRemovals: true,
};

/** The notification log that replicas share. Each has all of it, for the time when Redis is away. */
export class RedisNotificationLog extends NotificationLog {
  constructor(
    private readonly table: ReplicatedTable<NotificationLogEntry, StoredEntry>,
    private readonly copy?: LocalCopy['notificationLog'],
  ) {
    super();
    if (copy === undefined) return;
    table.subscribe((change) => {
      if (change.kind === 'put') void copy.record(change.value);
    });
  }

  /** Asks Redis: another replica may have told of the group a moment ago. */
  override async last(groupKey: string, integration: IntegrationKey): Promise<NotificationLogEntry | undefined> {
    const name = nameOf(groupKey, integration);
    try {
      await this.table.refresh([name]);
    } catch (error) {
      if (!(error instanceof RedisAwayError)) throw error;
    }
    return this.table.get(name);
  }

  override async record(entry: NotificationLogEntry): Promise<void> {
    const name = nameOf(entry.groupKey, entry.integration);
    const stored = this.table.get(name);
    if (stored !== undefined && stored.sentAtMs > entry.sentAtMs) return;
    this.table.put(name, entry);
    await Promise.all([this.table.send(), this.copy?.record(entry)]);
  }

  override async collect(nowMs: number): Promise<number> {
    const expired = [...this.table.entries()].filter(([, { expiresAtMs }]) => expiresAtMs <= nowMs);
    for (const [name] of expired) this.table.remove(name);
    await Promise.all([this.table.send(), this.copy?.collect(nowMs)]);
    return expired.length;
  }
}

function nameOf(groupKey: string, { receiver, type, index }: IntegrationKey): string {
  return keyOf(groupKey, receiver, type, index);
}
