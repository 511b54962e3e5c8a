/** The tables of the store. `damaged` holds records that could not be read, under `<table>/<key>`. */
export const TABLES = [
  'alerts',
  'silences',
  'nflog',
  'deliveries',
  'attempts',
  'timers',
  'deadletters',
  'life',
  'damaged',
  'history-flushes',
  'history-alerts',
  'history-deliveries',
  'history-index',
] as const;

export type TableName = (typeof TABLES)[number];

export interface Write {
  readonly table: TableName;
  readonly key: string;
  /** undefined removes the record. */
  readonly record: Buffer | undefined;
}

export interface DiskEntry {
  readonly key: string;
  readonly record: Buffer;
}

/** Which records of a table, and in which order. */
export interface DiskRange {
  /** The first key, inclusive. */
  readonly from: string;
  /** Exclusive. */
  readonly to: string;
  /** From the last to the first. */
  readonly isBackwards?: boolean;
}

/** How much a table holds. */
export interface TableSize {
  readonly records: number;
  /** On disk, the table's own books included. */
  readonly bytes: number;
}

/** Tables of bytes on disk. */
export abstract class Disk {
  /** All writes are on disk when it resolves, or none is and it rejects. Others may begin meanwhile; they end in order. */
  abstract commit(writes: readonly Write[]): Promise<void>;

  /** As `commit`, and nothing else happens meanwhile: for the start, when nobody waits for anything yet. */
  abstract commitSync(writes: readonly Write[]): void;

  abstract has(table: TableName, key: string): boolean;

  /**
   * The records of a table, in the order of their keys.
   *
   * @throws {DamagedStoreError} when the table itself cannot be read
   */
  abstract read(table: TableName): Iterable<DiskEntry>;

  abstract get(table: TableName, key: string): Buffer | undefined;

  /** Some records of a table, read as they are asked for. Nothing may be committed meanwhile. */
  abstract range(table: TableName, range: DiskRange): Iterable<DiskEntry>;

  abstract size(table: TableName): TableSize;

  abstract close(): Promise<void>;
}
