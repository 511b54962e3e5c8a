import { existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Logger } from '../../log/logger.js';
import { DamagedStoreError } from './damaged-store-error.js';
import type { Disk, Write } from './disk.js';
import { LmdbDisk } from './lmdb-disk.js';
import { CURRENT_FORMAT, migrate } from './migrate.js';
import { lockPath, type PathLock } from './path-lock.js';
import { damageOf, salvage } from './salvage.js';

const FILE = 'tocsin.lmdb';

/** So many records go into a new file at a time. */
const BATCH = 10_000;

export interface OpenDiskOptions {
  /** The directory `--storage.path`, made when it is missing; nothing outside of it is written. */
  readonly path: string;
  readonly logger: Logger;
  /** Milliseconds since the epoch, for the name of what is set aside. */
  readonly nowMs: number;
}

/** A store of the current format that belongs to this process alone. */
export interface OpenedDisk {
  readonly disk: Disk;
  /** Whether it was begun just now; not so where a damaged one was set aside. */
  readonly isNew: boolean;
  close(): Promise<void>;
}

/**
 * Opens the store of a path. One that is damaged is renamed to `<file>.damaged-<ms>`, and what is whole in it goes into a
 * new one: to page people with half a memory is better than not to page them.
 *
 * @throws {PathInUseError} when another process has it
 * @throws {Error} when it cannot be written, or a newer version wrote it
 */
export async function openDisk(options: OpenDiskOptions): Promise<OpenedDisk> {
  const { path, logger } = options;
  mkdirSync(path, { recursive: true });
  const lock = await lockPath(path, logger);
  try {
    const file = storeFile(path);
    const isNew = !existsSync(file) || statSync(file).size === 0;
    const damage = isNew ? undefined : damageOf(file);
    const disk = damage === undefined ? await open(file, options) : await rescue(file, damage, options);
    return { disk, isNew, close: () => closeBoth(disk, lock) };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

/** @param path `--storage.path` */
export function storeFile(path: string): string {
  return join(path, FILE);
}

async function closeBoth(disk: Disk, lock: PathLock): Promise<void> {
  await disk.close();
  await lock.release();
}

async function open(file: string, options: OpenDiskOptions): Promise<Disk> {
  let disk: LmdbDisk;
  try {
    disk = await LmdbDisk.open(file);
  } catch (error) {
    if (!(error instanceof DamagedStoreError)) throw error;
    return rescue(file, error.message, options);
  }
  return migrated(disk, file);
}

async function rescue(file: string, damage: string, { logger, nowMs }: OpenDiskOptions): Promise<Disk> {
  const { writes, format = CURRENT_FORMAT } = salvage(file);
  const aside = `${file}.damaged-${nowMs}`;
  renameSync(file, aside);
  const disk = await LmdbDisk.open(file);
  disk.migrate(format, (fresh) => {
    for (let i = 0; i < writes.length; i += BATCH) fresh.commitSync(writes.slice(i, i + BATCH));
  });
  logger.error(
    writes.length === 0
      ? 'Storage cannot be read; it was set aside, and an empty one is begun'
      : 'Storage is damaged; it was set aside, and what is whole in it was kept',
    { file, aside, kept: writes.length, ...countsOf(writes), err: damage },
  );
  return migrated(disk, file);
}

async function migrated(disk: LmdbDisk, file: string): Promise<Disk> {
  try {
    migrate(disk, file);
    return disk;
  } catch (error) {
    await disk.close();
    throw error;
  }
}

function countsOf(writes: readonly Write[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { table } of writes) counts[table] = (counts[table] ?? 0) + 1;
  return counts;
}
