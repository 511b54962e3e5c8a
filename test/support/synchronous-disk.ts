import {
  Disk,
  type DiskEntry,
  type DiskRange,
  type TableName,
  type TableSize,
  type Write,
} from '../../src/storage/embedded/disk.js';

/** Commits at once, and nothing else happens meanwhile: in virtual time no thread may be slow or fast. */
export class SynchronousDisk extends Disk {
  constructor(private readonly disk: Disk) {
    super();
  }

  override async commit(writes: readonly Write[]): Promise<void> {
    this.disk.commitSync(writes);
  }
  override commitSync(writes: readonly Write[]): void {
    this.disk.commitSync(writes);
  }
  override has(table: TableName, key: string): boolean {
    return this.disk.has(table, key);
  }
  override read(table: TableName): Iterable<DiskEntry> {
    return this.disk.read(table);
  }
  override get(table: TableName, key: string): Buffer | undefined {
    return this.disk.get(table, key);
  }
  override range(table: TableName, range: DiskRange): Iterable<DiskEntry> {
    return this.disk.range(table, range);
  }
  override size(table: TableName): TableSize {
    return this.disk.size(table);
  }
  override close(): Promise<void> {
    return this.disk.close();
  }
}
