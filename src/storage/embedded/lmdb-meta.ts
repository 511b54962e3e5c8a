import { readSync } from 'node:fs';
import { DamagedStoreError } from './damaged-store-error.js';

/** The fields of an lmdb meta page (version 2, 64 bits) by their place in it, all little-endian. */
const META = { magic: 24, version: 28, pageBytes: 48, lastPage: 144, transaction: 152, end: 160 };
const MAGIC = 0xbeefc0de;
const VERSION = 2;

/** What the newest commit says of the file. */
export interface LmdbMeta {
  readonly pageBytes: number;
  /** The number of the last page in use. */
  readonly lastPage: number;
}

/** @throws {DamagedStoreError} when it is not an lmdb file */
export function readMeta(fd: number): LmdbMeta {
  const first = readPage(fd, 0);
  const second = readPage(fd, first.pageBytes);
  return second.transaction > first.transaction ? second : first;
}

function readPage(fd: number, position: number): LmdbMeta & { readonly transaction: number } {
  const page = Buffer.alloc(META.end);
  const length = readSync(fd, page, 0, META.end, position);
  if (length < META.end || page.readUInt32LE(META.magic) !== MAGIC || page.readUInt32LE(META.version) !== VERSION) {
    throw new DamagedStoreError(`no lmdb meta page at byte ${position}`);
  }
  return {
    pageBytes: page.readUInt32LE(META.pageBytes),
    lastPage: Number(page.readBigUInt64LE(META.lastPage)),
    transaction: Number(page.readBigUInt64LE(META.transaction)),
  };
}
