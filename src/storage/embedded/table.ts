import type { Logger } from '../../log/logger.js';
import type { Disk, DiskEntry, TableName, Write } from './disk.js';
import { seal, unseal } from './record.js';

/** How the values of a table are turned into plain JSON and back. */
export interface Codec<Value, Stored> {
  readonly table: TableName;
  encode(value: Value): Stored;
  /** @throws {Error} when it makes no sense */
  decode(stored: Stored): Value;
}

export function putOf<Value, Stored>(codec: Codec<Value, Stored>, key: string, value: Value): Write {
  return { table: codec.table, key, record: seal({ table: codec.table, key }, codec.encode(value)) };
}

export function removalOf({ table }: { readonly table: TableName }, key: string): Write {
  return { table, key, record: undefined };
}

/** Reads a table. What cannot be read is moved to the table `damaged`, with a log line; the rest is whole. */
export function readTable<Value, Stored>(
  disk: Disk,
  { table, decode }: Codec<Value, Stored>,
  logger: Logger,
): { readonly key: string; readonly value: Value }[] {
  const whole: { key: string; value: Value }[] = [];
  const damaged: DiskEntry[] = [];
  for (const entry of disk.read(table)) {
    try {
      whole.push({ key: entry.key, value: decode(unseal({ table, key: entry.key }, entry.record) as Stored) });
    } catch (error) {
      damaged.push(entry);
      logger.error('Damaged record set aside', { table, key: entry.key, err: String(error) });
    }
  }
  if (damaged.length > 0) setAside(disk, table, damaged, logger);
  return whole;
}

function setAside(disk: Disk, table: TableName, damaged: readonly DiskEntry[], logger: Logger): void {
  try {
    disk.commitSync(
      damaged.flatMap(({ key, record }) => [
        { table: 'damaged', key: `${table}/${key}`, record },
        { table, key, record: undefined },
      ]),
    );
  } catch (error) {
    // They stay where they are, and are met again with the next start.
    logger.warn('Damaged records could not be moved', { table, records: damaged.length, err: String(error) });
  }
}
