import { closeSync, existsSync, fstatSync, ftruncateSync, openSync } from 'node:fs';
import { readMeta } from './lmdb-meta.js';

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
    const { lastPage, pageBytes } = readMeta(fd);
    const neededBytes = (lastPage + 1) * pageBytes;
    if (size < neededBytes) ftruncateSync(fd, neededBytes);
  } finally {
    closeSync(fd);
  }
}
