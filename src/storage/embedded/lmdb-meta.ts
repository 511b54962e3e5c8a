import { readSync } from 'node:fs';
import { DamagedStoreError } from './damaged-store-error.js';

/** The fields of an lmdb meta page (version 2, 64 bits) by their place in it, all little-endian. */
const META = {
  magic: 24,
  version: 28,
  mapBytes: 40,
  pageBytes: 48,
  flags: 52,
  free: 48,
  main: 96,
  lastPage: 144,
  transaction: 152,
  end: 160,
};
/** Says of a commit that it was written first, and waited for the disk then (overlappingSync): of one alone. */
const IS_SYNCED_APART = 0x1000;

const MAGIC = 0xbeefc0de;
const VERSION = 2;

/** lmdb takes the system's. */
export const PAGE_BYTES_USUAL = 4096;

/** Sizes of pages that lmdb makes. */
const PAGE_BYTES = [4096, 8192, 16_384, 32_768, 65_536];

/** More address space than any store of ours asks for. */
const MAP_BYTES_MAX = 2 ** 42;

/** What one of the last two commits says of the file. */
export interface LmdbMeta {
  readonly pageBytes: number;
  /** The number of the last page in use. */
  readonly lastPage: number;
  /** Counts the commits. */
  readonly transaction: number;
  readonly flags: number;
  /** The tree of the pages that are free. */
  readonly free: LmdbTreeRoot;
  /** The tree of the tables. */
  readonly main: LmdbTreeRoot;
}

/** What lmdb knows of a tree besides its pages. */
export interface LmdbTreeRoot {
  readonly flags: number;
  readonly depth: number;
  readonly entries: number;
  /** undefined when the tree is empty. */
  readonly page: number | undefined;
}

/** How many bytes describe a tree, in a meta page and as the value of a table's name. */
export const TREE_ROOT_BYTES = 48;

const NO_PAGE = 2n ** 64n - 1n;

/** What the newest commit says. @throws {DamagedStoreError} when it is not an lmdb file */
export function readMeta(fd: number): LmdbMeta {
  const { metas, damage } = readMetas(fd);
  const [newest] = metas;
  if (newest === undefined || damage !== undefined) throw damage ?? new DamagedStoreError('there is no commit');
  return newest;
}

/** What the last two commits say, the newest first; what is wrong where they are not both whole. */
export function readMetas(fd: number): { readonly metas: readonly LmdbMeta[]; readonly damage?: DamagedStoreError } {
  const metas: LmdbMeta[] = [];
  let damage: DamagedStoreError | undefined;
  for (let page = 0; page < 2; page++) {
    try {
      metas.push(readPage(fd, page * (metas[0]?.pageBytes ?? PAGE_BYTES_USUAL)));
    } catch (error) {
      if (!(error instanceof DamagedStoreError)) throw error;
      damage ??= error;
    }
  }
  return { metas: metas.toSorted((a, b) => b.transaction - a.transaction), ...(damage && { damage }) };
}

/** @param bytes `TREE_ROOT_BYTES` of them */
export function readTreeRoot(bytes: Buffer): LmdbTreeRoot {
  const page = bytes.readBigUInt64LE(40);
  return {
    flags: bytes.readUInt16LE(4),
    depth: bytes.readUInt16LE(6),
    entries: Number(bytes.readBigUInt64LE(32)),
    page: page === NO_PAGE ? undefined : Number(page),
  };
}

function readPage(fd: number, position: number): LmdbMeta {
  const page = Buffer.alloc(META.end);
  const length = readSync(fd, page, 0, META.end, position);
  if (length < META.end || page.readUInt32LE(META.magic) !== MAGIC || page.readUInt32LE(META.version) !== VERSION) {
    throw new DamagedStoreError(`no lmdb meta page at byte ${position}`);
  }
  const pageBytes = page.readUInt32LE(META.pageBytes);
  if (!PAGE_BYTES.includes(pageBytes) || page.readBigUInt64LE(META.mapBytes) > MAP_BYTES_MAX) {
    throw new DamagedStoreError(`the lmdb meta page at byte ${position} makes no sense`);
  }
  const treeAt = (at: number) => readTreeRoot(page.subarray(at, at + TREE_ROOT_BYTES));
  return {
    pageBytes,
    lastPage: Number(page.readBigUInt64LE(META.lastPage)),
    transaction: Number(page.readBigUInt64LE(META.transaction)),
    flags: page.readUInt16LE(META.flags) & ~IS_SYNCED_APART,
    free: treeAt(META.free),
    main: treeAt(META.main),
  };
}
