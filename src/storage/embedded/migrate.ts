import { type Disk, TABLES, type Write } from './disk.js';
import type { LmdbDisk } from './lmdb-disk.js';
import { sealAnew } from './record.js';

/** Turns a store of one format into one of the next. */
export type Migration = (disk: Disk) => void;

/** The first turns format 1 into format 2, and so on. A change of what a codec writes is a new one at the end. */
export const MIGRATIONS: readonly Migration[] = [checksumsCoverPlaces];

/** What this version writes. */
export const CURRENT_FORMAT = MIGRATIONS.length + 1;

/**
 * Brings a store to the format that this version writes, a step at a time; each step happens whole or not at all.
 *
 * @throws {Error} when the store was written by a newer version: what it means is not known here
 */
export function migrate(disk: LmdbDisk, file: string, migrations: readonly Migration[] = MIGRATIONS): void {
  const current = migrations.length + 1;
  const { format } = disk;
  if (format === undefined) {
    disk.migrate(current, () => {});
    return;
  }
  if (!(format <= current)) {
    throw new Error(
      `storage ${file} has format ${format}, and this version of Tocsin knows formats up to ${current}: ` +
        'start the newer version again, or another --storage.path',
    );
  }
  for (const [i, migration] of migrations.entries()) {
    if (i + 1 >= format) disk.migrate(i + 2, migration);
  }
}

/** Format 2: a record's checksum covers its table and key, so that it is known wherever it is found. */
function checksumsCoverPlaces(disk: Disk): void {
  for (const table of TABLES) {
    // What is damaged stays so, as it was found.
    if (table === 'damaged') continue;
    const writes: Write[] = [];
    for (const { key, record } of disk.read(table)) {
      try {
        writes.push({ table, key, record: sealAnew({ table, key }, record) });
      } catch {
        // It was damaged before; reading the table sets it aside.
      }
    }
    disk.commitSync(writes);
  }
}
