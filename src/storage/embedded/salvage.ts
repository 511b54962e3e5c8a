import { DamagedStoreError } from './damaged-store-error.js';
import { TABLES, type TableName, type Write } from './disk.js';
import { LmdbFile } from './lmdb-file.js';
import type { LmdbMeta } from './lmdb-meta.js';
import type { LmdbNode, LmdbPage } from './lmdb-page.js';
import { type LmdbPlace, walk } from './lmdb-walk.js';
import { isSealed } from './record.js';

/** What is whole in a store. */
export interface Salvage {
  /** undefined when it is not known. */
  readonly format: number | undefined;
  readonly writes: readonly Write[];
}

/**
 * Says what is wrong with the file of a store, if anything is. Whatever it holds, this ends with an answer, which cannot be
 * said of lmdb.
 */
export function damageOf(path: string): string | undefined {
  return reading(path, (file) => {
    const [newest] = file.metas;
    if (file.damage !== undefined || newest === undefined) return file.damage?.message;
    const found: string[] = [];
    walk(file, newest, { damage: (_, { message }) => void found.push(message) });
    return found[0];
  });
}

/**
 * Gathers the records of a store that is damaged. In this order, and what is found first counts: all that the newest commit
 * leads to; of the tables in which it goes astray, what the commit before it leads to; and then the records on pages to
 * which nothing leads any more, and which are not free, as their checksums tell where they belong.
 */
export function salvage(path: string): Salvage {
  return reading(path, (file) => {
    const salvaged = new Salvaging(file);
    const [newest, older] = inOrder(file);
    let uses: Uint8Array = new Uint8Array(file.pages);
    if (newest === undefined) {
      for (const kind of ['root', 'free pages'] as const) salvaged.note({ kind });
    } else {
      uses = walk(file, newest, {
        record: (place, node) => salvaged.take(place, node),
        damage: (place) => salvaged.note(place),
      }).uses;
    }
    if (older !== undefined) {
      walk(file, older, { record: (place, node) => salvaged.takeMissing(place, node), damage: () => undefined });
    }
    for (const stray of strays(file, uses)) salvaged.takeStray(stray);
    return { format: salvaged.format, writes: [...salvaged.writes.values()] };
  });
}

/**
 * What was done with may come back where free pages are not known: an alert or a silence that was over is over again, but
 * these would act.
 */
const MUST_NOT_COME_BACK: readonly TableName[] = ['deliveries', 'timers', 'deadletters'];

class Salvaging {
  readonly writes = new Map<string, Write>();
  format: number | undefined;
  readonly #astray = new Set<string>();
  #isRootAstray = false;
  #isFreeKnown = true;

  constructor(private readonly file: LmdbFile) {}

  take(place: LmdbPlace, node: LmdbNode): void {
    if (place.kind === 'root') this.format ??= formatOf(this.file.value(node));
    if (place.kind !== 'table') return;
    const table = TABLES.find((name) => name === place.name);
    if (table !== undefined) this.#put({ table, key: node.key.toString(), record: this.file.value(node) });
  }

  takeMissing(place: LmdbPlace, node: LmdbNode): void {
    if (place.kind === 'root' || (place.kind === 'table' && this.#isAstray(place.name))) this.take(place, node);
  }

  takeStray(write: Write): void {
    if (!this.#isAstray(write.table)) return;
    if (this.#isFreeKnown || !MUST_NOT_COME_BACK.includes(write.table)) this.#put(write);
  }

  note(place: LmdbPlace): void {
    if (place.kind === 'table') this.#astray.add(place.name);
    else if (place.kind === 'root') this.#isRootAstray = true;
    else this.#isFreeKnown = false;
  }

  #isAstray(table: string): boolean {
    return this.#isRootAstray || this.#astray.has(table);
  }

  #put(write: Write): void {
    const id = `${write.table}/${write.key}`;
    if (!this.writes.has(id)) this.writes.set(id, write);
  }
}

/** The records on pages to which nothing leads and that are not free, the newest first. */
function strays(file: LmdbFile, uses: Uint8Array): Write[] {
  const pages: LmdbPage[] = [];
  for (let number = 2; number < file.pages; number++) {
    if (uses[number] === 0) attempt(() => pages.push(file.page(number)));
  }
  const writes: Write[] = [];
  for (const { nodes } of pages.toSorted((a, b) => b.transaction - a.transaction)) {
    for (const node of nodes) {
      if (node.kind !== 'inline' && node.kind !== 'big') continue;
      attempt(() => {
        const [key, record] = [node.key.toString(), file.value(node)];
        const table = TABLES.find((name) => isSealed({ table: name, key }, record));
        if (table !== undefined) writes.push({ table, key, record });
      });
    }
  }
  return writes;
}

function attempt(run: () => void): void {
  try {
    run();
  } catch (error) {
    if (!(error instanceof DamagedStoreError)) throw error;
  }
}

/** By what their pages say, for that is written more than once. */
function inOrder(file: LmdbFile): readonly LmdbMeta[] {
  const transactionOf = ({ main, free }: LmdbMeta) => {
    let last = -1;
    for (const { page } of [main, free]) {
      attempt(() => {
        if (page !== undefined) last = Math.max(last, file.page(page).transaction);
      });
    }
    return last;
  };
  return file.metas.toSorted((a, b) => transactionOf(b) - transactionOf(a));
}

function reading<T>(path: string, read: (file: LmdbFile) => T): T {
  const file = new LmdbFile(path);
  try {
    return read(file);
  } finally {
    file.close();
  }
}

/** @returns undefined where it is no number, and so damaged */
function formatOf(record: Buffer): number | undefined {
  const format = Number(record.toString());
  return Number.isInteger(format) && format > 0 ? format : undefined;
}
