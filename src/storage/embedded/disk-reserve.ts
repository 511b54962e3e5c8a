import { closeSync, fstatSync, openSync, writeSync } from 'node:fs';
import type { Write } from './disk.js';
import { readMeta } from './lmdb-meta.js';

const STEP_BYTES = 2 ** 20;
const ZEROS = Buffer.alloc(STEP_BYTES);

/** Pages for the environment's own books: free pages, the roots of the tables. */
const BOOKS_PAGES = 64;

/** A key and what a page needs to find it. */
const KEY_BYTES = 80;

/** A write changes so many pages on its way down a table. */
const DEPTH_PAGES = 4;

/**
 * Keeps room for the next commits at the end of the file, filled with zeros. Where the disk is full, it is then this that
 * fails, with an error, and not lmdb: when its own write fails, it writes its message past the end of a buffer, and the
 * process dies of it sooner or later (lmdb 3.5, mdb_page_flush).
 */
export class DiskReserve {
  readonly #fd: number;
  /** What the commits that are under way may take. */
  #claimedPages = 0;

  constructor(file: string) {
    this.#fd = openSync(file, 'r+');
  }

  /**
   * @returns to be called when these writes are committed, or failed
   * @throws {Error} when there is no room
   */
  make(writes: readonly Write[]): () => void {
    const { lastPage, pageBytes } = readMeta(this.#fd);
    const claimed = pagesFor(writes, lastPage + 1, pageBytes);
    const pages = lastPage + 1 + this.#claimedPages + claimed;
    for (let { size } = fstatSync(this.#fd); size < pages * pageBytes; ) {
      size += writeSync(this.#fd, ZEROS, 0, STEP_BYTES - (size % STEP_BYTES), size);
    }
    this.#claimedPages += claimed;
    return () => {
      this.#claimedPages -= claimed;
    };
  }

  close(): void {
    closeSync(this.#fd);
  }
}

/**
 * More than they can need: lmdb writes a changed page to a new place, a page of small records is at least half full,
 * and a big record may leave the rest of its page empty.
 */
function pagesFor(writes: readonly Write[], existingPages: number, pageBytes: number): number {
  let filled = 0;
  for (const { record } of writes) {
    const bytes = (record?.length ?? 0) + KEY_BYTES;
    filled += (2 * bytes) / pageBytes + (bytes > pageBytes / 4 ? 1 : 0);
  }
  return Math.ceil(filled) + Math.min(DEPTH_PAGES * writes.length, existingPages) + BOOKS_PAGES;
}
