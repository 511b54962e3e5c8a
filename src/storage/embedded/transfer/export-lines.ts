import type { Logger } from '../../../log/logger.js';
import type { Disk, DiskEntry, TableName } from '../disk.js';
import { TABLE_OF } from '../embedded-history-key.js';
import { CURRENT_FORMAT } from '../migrate.js';
import { unseal } from '../record.js';
import { TRANSFER_KINDS, type TransferKind } from './transfer-kinds.js';

/** The kind of the first line, and of the last, which tells that the export is whole. */
export const HEADER_KIND = 'tocsin storage';
export const END_KIND = 'end';

export interface ExportOptions {
  readonly nowMs: number;
  /** What is remembered of the past as well. */
  readonly withHistory: boolean;
  readonly logger: Logger;
}

/**
 * A store as lines of JSON: which format it has, each record with its kind, and at the end how many they were. What is
 * damaged is told and left out.
 */
export function* exportLines(disk: Disk, { nowMs, withHistory, logger }: ExportOptions): Generator<string> {
  let records = 0;
  yield JSON.stringify({ kind: HEADER_KIND, format: CURRENT_FORMAT, exportedAt: new Date(nowMs).toISOString() });
  for (const kind of TRANSFER_KINDS) {
    for (const { value } of inOrder(kind, valuesOf(disk, kind.table, logger))) {
      records++;
      yield JSON.stringify({ kind: kind.name, value: kind.write(value) });
    }
  }
  for (const table of withHistory ? Object.values(TABLE_OF) : []) {
    for (const { key, value } of valuesOf(disk, table, logger)) {
      records++;
      yield JSON.stringify({ kind: table, key, value });
    }
  }
  yield JSON.stringify({ kind: END_KIND, records });
}

interface KeyedValue {
  readonly key: string;
  readonly value: unknown;
}

function* valuesOf(disk: Disk, table: TableName, logger: Logger): Generator<KeyedValue> {
  for (const entry of disk.read(table)) {
    const value = readValue(table, entry, logger);
    if (value !== undefined) yield { key: entry.key, value };
  }
}

function readValue(table: TableName, { key, record }: DiskEntry, logger: Logger): unknown {
  try {
    return unseal({ table, key }, record);
  } catch (error) {
    logger.error('Damaged record left out', { table, key, err: String(error) });
    return undefined;
  }
}

/** Silences go in the order in which they were made. */
function inOrder({ table }: TransferKind, values: Iterable<KeyedValue>): Iterable<KeyedValue> {
  if (table !== 'silences') return values;
  const orderOf = ({ value }: KeyedValue) => (value as { order: number }).order;
  return [...values].sort((a, b) => orderOf(a) - orderOf(b));
}
