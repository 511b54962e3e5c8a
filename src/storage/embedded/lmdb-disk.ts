import { type Database, open, type RootDatabase } from 'lmdb';
import { checkLmdbFile } from './check-lmdb-file.js';
import { DamagedStoreError } from './damaged-store-error.js';
import { Disk, type DiskEntry, type DiskRange, TABLES, type TableName, type TableSize, type Write } from './disk.js';
import { DiskReserve } from './disk-reserve.js';

/** Address space, not disk: the file grows as it is filled, and lmdb maps more when this is used up. */
const MAP_BYTES = 2 ** 30;

/** The record in the root table that says in which format the store is. */
const FORMAT_KEY = 'format';

/** An lmdb environment in one file, with its lock file beside it. */
export class LmdbDisk extends Disk {
  readonly #tables: ReadonlyMap<TableName, Database<Buffer, string>>;

  private constructor(
    private readonly root: RootDatabase<Buffer, string>,
    private readonly reserve: DiskReserve,
  ) {
    super();
    reserve.make([])();
    this.#tables = new Map(TABLES.map((name) => [name, root.openDB<Buffer, string>(name, { encoding: 'binary' })]));
  }

  /**
   * Opens the file, or makes it.
   *
   * @throws {DamagedStoreError} when there is a file that lmdb cannot read
   */
  static async open(file: string): Promise<LmdbDisk> {
    checkLmdbFile(file);
    const root = openRoot(file);
    const reserve = new DiskReserve(file);
    try {
      return new LmdbDisk(root, reserve);
    } catch (error) {
      reserve.close();
      await root.close();
      if (isOfFileSystem(error)) throw error;
      throw new DamagedStoreError(String(error), { cause: error });
    }
  }

  /** The store's format; undefined when it is new. */
  get format(): number | undefined {
    const record = this.root.get(FORMAT_KEY);
    return record === undefined ? undefined : Number(record.toString());
  }

  /** Changes the store and says its new format, both or neither. */
  migrate(format: number, change: (disk: Disk) => void): void {
    this.root.transactionSync(() => {
      change(this);
      this.root.putSync(FORMAT_KEY, Buffer.from(String(format)));
    });
  }

  /** lmdb writes and waits for the disk in a thread of its own. */
  override async commit(writes: readonly Write[]): Promise<void> {
    const isDone = this.reserve.make(writes);
    try {
      const written = this.root.batch(() => {
        for (const { table, key, record } of writes) {
          // It fails with the batch, which tells of it.
          this.#put(table, key, record).catch(() => {});
        }
      });
      await soonEnough(written.then(() => this.root.flushed).catch(throwCause));
    } finally {
      isDone();
    }
  }

  override commitSync(writes: readonly Write[]): void {
    const isDone = this.reserve.make(writes);
    try {
      this.root.transactionSync(() => {
        for (const { table, key, record } of writes) {
          if (record === undefined) this.#table(table).removeSync(key);
          else this.#table(table).putSync(key, record);
        }
      });
    } finally {
      isDone();
    }
  }

  override has(table: TableName, key: string): boolean {
    return this.#table(table).doesExist(key);
  }

  override *read(table: TableName): IterableIterator<DiskEntry> {
    try {
      for (const { key, value } of this.#table(table).getRange()) yield { key, record: Buffer.from(value) };
    } catch (error) {
      throw new DamagedStoreError(`table ${table}: ${String(error)}`, { cause: error });
    }
  }

  override get(table: TableName, key: string): Buffer | undefined {
    const record = this.#table(table).get(key);
    return record === undefined ? undefined : Buffer.from(record);
  }

  override *range(table: TableName, { from, to, isBackwards = false }: DiskRange): IterableIterator<DiskEntry> {
    const bounds = isBackwards
      ? { start: to, exclusiveStart: true, end: from, inclusiveEnd: true, reverse: true }
      : { start: from, end: to };
    for (const { key, value } of this.#table(table).getRange(bounds)) yield { key, record: Buffer.from(value) };
  }

  override size(table: TableName): TableSize {
    const stats: Partial<LmdbStats> = this.#table(table).getStats();
    const { treeBranchPageCount = 0, treeLeafPageCount = 0, overflowPages = 0, pageSize = 0, entryCount = 0 } = stats;
    return { records: entryCount, bytes: (treeBranchPageCount + treeLeafPageCount + overflowPages) * pageSize };
  }

  override close(): Promise<void> {
    this.reserve.close();
    return this.root.close();
  }

  #put(table: TableName, key: string, record: Buffer | undefined): Promise<boolean> {
    return record === undefined ? this.#table(table).remove(key) : this.#table(table).put(key, record);
  }

  #table(name: TableName): Database<Buffer, string> {
    const table = this.#tables.get(name);
    if (table === undefined) throw new Error(`no table ${name}`);
    return table;
  }
}

/** What lmdb tells of a table; its own types say `{}`. */
interface LmdbStats {
  readonly pageSize: number;
  readonly entryCount: number;
  readonly treeBranchPageCount: number;
  readonly treeLeafPageCount: number;
  readonly overflowPages: number;
}

/** lmdb's own errors: the file is not one of its own, or not whole. */
const LMDB_ERRORS = { first: -30_799, last: -30_700 };

function openRoot(path: string): RootDatabase<Buffer, string> {
  try {
    return open<Buffer, string>({
      path,
      noSubdir: true,
      encoding: 'binary',
      maxDbs: TABLES.length + 1,
      mapSize: MAP_BYTES,
    });
  } catch (error) {
    const code = typeof error === 'object' && error !== null && 'code' in error ? Number(error.code) : 0;
    if (code < LMDB_ERRORS.first || code > LMDB_ERRORS.last) throw error;
    throw new DamagedStoreError(String(error), { cause: error });
  }
}

/** A disk that takes longer is one that fails: what waits for it goes on in memory. */
const COMMIT_MAX_MS = 30_000;

async function soonEnough(commit: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const error = new Error(`the disk has not taken a commit within ${COMMIT_MAX_MS / 1000} s`);
    timer = setTimeout(() => reject(error), COMMIT_MAX_MS);
  });
  try {
    await Promise.race([commit, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** What lmdb says of a commit that failed: it hands the cause over as a promise that never holds. */
async function throwCause(error: unknown): Promise<never> {
  if (error instanceof Error && 'commitError' in error) await error.commitError;
  throw error;
}

/** A full disk or a missing permission is no damage. */
function isOfFileSystem(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error;
}
