import type { Logger } from '../../log/logger.js';
import { type IntegrationKey, NotificationLog, type NotificationLogEntry } from '../../nflog/notification-log.js';
import { decodeEntry, encodeEntry, type StoredEntry } from '../../nflog/notification-log-codec.js';
import type { Disk } from './disk.js';
import { keyOf } from './record.js';
import { type Codec, putOf, readTable, removalOf } from './table.js';
import type { Writer } from './writer.js';

const CODEC: Codec<NotificationLogEntry, StoredEntry> = { table: 'nflog', encode: encodeEntry, decode: decodeEntry };

/** The notification log in memory, and on disk behind it. */
export class EmbeddedNotificationLog extends NotificationLog {
  readonly #entries = new Map<string, NotificationLogEntry>();

  constructor(
    disk: Disk,
    private readonly writer: Writer,
    logger: Logger,
  ) {
    super();
    for (const { value } of readTable(disk, CODEC, logger)) {
      this.#entries.set(nameOf(value.groupKey, value.integration), value);
    }
  }

  /** All entries, expired ones too until they are collected. */
  entries(): Iterable<NotificationLogEntry> {
    return this.#entries.values();
  }

  override async last(groupKey: string, integration: IntegrationKey): Promise<NotificationLogEntry | undefined> {
    return this.#entries.get(nameOf(groupKey, integration));
  }

  override async record(entry: NotificationLogEntry): Promise<void> {
    const name = nameOf(entry.groupKey, entry.integration);
    const stored = this.#entries.get(name);
    if (stored !== undefined && stored.sentAtMs > entry.sentAtMs) return;
    this.#entries.set(name, entry);
    await this.writer.writeSoon([putOf(CODEC, keyOf(name), entry)]);
  }

  override async collect(nowMs: number): Promise<number> {
    const expired = [...this.#entries].filter(([, { expiresAtMs }]) => expiresAtMs <= nowMs);
    for (const [name] of expired) this.#entries.delete(name);
    await this.writer.write(expired.map(([name]) => removalOf(CODEC, keyOf(name))));
    return expired.length;
  }
}

/** What an entry is stored under, before it is hashed. */
export function nameOf(groupKey: string, { receiver, type, index }: IntegrationKey): string {
  return JSON.stringify([groupKey, receiver, type, index]);
}
