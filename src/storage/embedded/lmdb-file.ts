import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { DamagedStoreError } from './damaged-store-error.js';
import { type LmdbMeta, PAGE_BYTES_USUAL, readMetas } from './lmdb-meta.js';
import { type LmdbNode, type LmdbPage, readBigReference, readBigValue, readLmdbPage } from './lmdb-page.js';

const SPARE_BYTES = 256 * 1024;

/** An lmdb file that is read without lmdb, which believes whatever it finds and dies of it. */
export class LmdbFile {
  /** What the last two commits say, as far as that can be read, the newest first. */
  readonly metas: readonly LmdbMeta[];
  /** What is wrong with it as a whole. */
  readonly damage: DamagedStoreError | undefined;
  /** How many pages the file holds. */
  readonly pages: number;
  readonly #fd: number;
  #spare: Buffer = Buffer.alloc(0);

  constructor(path: string) {
    this.#fd = openSync(path, 'r');
    try {
      const { metas, damage } = readMetas(this.#fd);
      this.metas = metas;
      this.damage = damage ?? damageOf(metas);
      this.pages = Math.floor(fstatSync(this.#fd).size / this.pageBytes);
    } catch (error) {
      closeSync(this.#fd);
      throw error;
    }
  }

  get pageBytes(): number {
    return this.metas[0]?.pageBytes ?? PAGE_BYTES_USUAL;
  }

  /** @throws {DamagedStoreError} when it is not there, or not whole */
  page(number: number): LmdbPage {
    return readLmdbPage(this.#read(number, 1), number);
  }

  /** @throws {DamagedStoreError} when it is not where its node says */
  value(node: LmdbNode): Buffer {
    if (node.kind !== 'big') return node.value;
    const { page, pages } = readBigReference(node, this.pageBytes);
    return readBigValue(this.#read(page, pages), page, node.valueBytes);
  }

  close(): void {
    closeSync(this.#fd);
  }

  /** Pages are read into buffers that hold many, for a buffer of its own costs more than the reading. */
  #room(bytes: number): Buffer {
    if (bytes > this.#spare.length) this.#spare = Buffer.allocUnsafeSlow(Math.max(bytes, SPARE_BYTES));
    const room = this.#spare.subarray(0, bytes);
    this.#spare = this.#spare.subarray(bytes);
    return room;
  }

  #read(number: number, pages: number): Buffer {
    // The first two are the meta pages.
    if (!(number >= 2 && number + pages <= this.pages)) throw new DamagedStoreError(`there is no page ${number}`);
    const bytes = this.#room(pages * this.pageBytes);
    const length = readSync(this.#fd, bytes, 0, bytes.length, number * this.pageBytes);
    if (length < bytes.length) throw new DamagedStoreError(`page ${number} is cut off`);
    return bytes;
  }
}

/** Each commit writes the other meta page, and counts on. */
function damageOf([newest, older]: readonly LmdbMeta[]): DamagedStoreError | undefined {
  if (newest === undefined || older === undefined) return new DamagedStoreError('there is no commit');
  const isNew = newest.transaction === 0 && older.transaction === 0;
  const isNext = isNew || newest.transaction === older.transaction + 1;
  if (isNext && newest.pageBytes === older.pageBytes && newest.flags === older.flags) return undefined;
  return new DamagedStoreError(`commits ${older.transaction} and ${newest.transaction} do not follow each other`);
}
