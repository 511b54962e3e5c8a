import { existsSync } from 'node:fs';
import type { Logger } from '../../../log/logger.js';
import { type OpenDiskOptions, openDisk, storeFile } from '../open-disk.js';
import { exportLines } from './export-lines.js';
import { type Imported, importLines } from './import-lines.js';

export interface StoppedStoreOptions {
  /** The directory `--storage.path` of the server. */
  readonly path: string;
  readonly nowMs: number;
  readonly logger: Logger;
}

/**
 * The store of a server that does not run.
 *
 * @throws {Error} when a server uses it, or a newer version wrote it
 */
export async function exportStore<T>(
  { withHistory, ...options }: StoppedStoreOptions & { readonly withHistory: boolean },
  take: (lines: Iterable<string>) => Promise<T>,
): Promise<T> {
  if (!existsSync(storeFile(options.path))) throw new Error(`there is no store in ${options.path}`);
  return withDisk(options, (disk) => take(exportLines(disk, { ...options, withHistory })));
}

/** Puts an export into the store of a server that does not run; into a new one, where there is none. */
export function importStore(options: StoppedStoreOptions, lines: AsyncIterable<string>): Promise<Imported> {
  return withDisk(options, (disk) => importLines(disk, lines));
}

async function withDisk<T>(
  options: OpenDiskOptions,
  work: (disk: Awaited<ReturnType<typeof openDisk>>['disk']) => Promise<T>,
): Promise<T> {
  const opened = await openDisk(options);
  try {
    return await work(opened.disk);
  } finally {
    await opened.close();
  }
}
