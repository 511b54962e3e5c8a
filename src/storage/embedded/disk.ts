/** The tables of the store. `damaged` holds records that could not be read, under `<table>/<key>`. */
export const TABLES = ['alerts', 'silences', 'nflog', 'deliveries', 'timers', 'deadletters', 'life', 'damaged'] as const;

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

/** Tables of bytes on disk. */
export abstract class Disk {
  /** All writes are on disk when it returns, or none is and it throws. */
  abstract commit(writes: readonly Write[]): void;

  abstract has(table: TableName, key: string): boolean;

  /**
   * The records of a table, in the order of their keys.
   *
   * @throws {DamagedStoreError} when the table itself cannot be read
   */
  abstract read(table: TableName): Iterable<DiskEntry>;

  abstract close(): Promise<void>;
}
