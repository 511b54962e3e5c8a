import { closeSync, existsSync, fstatSync, ftruncateSync, openSync, readSync } from 'node:fs';
import { DamagedStoreError } from './damaged-store-error.js';

/** The fields of an lmdb meta page (version 2, 64 bits) by their place in it, all little-endian. */
const META = { magic: 24, version: 28, pageBytes: 48, lastPage: 144, transaction: 152, end: 160 };
const MAGIC = 0xbeefc0de;
const VERSION = 2;

/**
 * Looks at a file before lmdb does: a strange one makes lmdb end the process with a segmentation fault, and one that
 * was cut off does with a bus error. The latter is filled up with zeros, which lmdb finds and reports.
 *
 * @throws {DamagedStoreError} when it is not an lmdb file
 * @throws {Error} of the file system, when the file may not be read or written
 */
export function checkLmdbFile(file: string): void {
  if (!existsSync(file)) return;
  const fd = openSync(file, 'r+');
  try {
    const { size } = fstatSync(fd);
    if (size === 0) return;
    const first = readMeta(fd, 0);
    const second = readMeta(fd, first.pageBytes);
    const newest = second.transaction > first.transaction ? second : first;
    const neededBytes = (newest.lastPage + 1) * newest.pageBytes;
    if (size < neededBytes) ftruncateSync(fd, neededBytes);
  } finally {
    closeSync(fd);
  }
}

interface Meta {
  readonly pageBytes: number;
  readonly lastPage: number;
  readonly transaction: number;
}

function readMeta(fd: number, position: number): Meta {
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
