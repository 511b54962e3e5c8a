import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from '../../log/logger.js';
import type { Storage } from '../storage.js';
import { readLogSnapshot } from './log-snapshot.js';
import { readSilenceSnapshot } from './silence-snapshot.js';

/**
 * Takes over the silences and the notification log that an Alertmanager left in the storage path, so that a change of
 * the program forgets no silence and repeats no notification. Its files stay as they are, for the way back. A file that
 * cannot be read is told, and left: to page people without memory is better than not to page them.
 */
export async function takeOverSnapshots(path: string, storage: Storage, logger: Logger): Promise<void> {
  await takeOver(join(path, 'silences'), logger, async (bytes) => {
    const { silences, leftOut } = readSilenceSnapshot(bytes);
    await storage.silences.put(silences);
    if (leftOut.length > 0) {
      logger.warn('Silences for some receivers alone cannot be taken over', { ids: leftOut.join(', ') });
    }
    return silences.length;
  });
  await takeOver(join(path, 'nflog'), logger, async (bytes) => {
    const entries = readLogSnapshot(bytes);
    await Promise.all(entries.map((entry) => storage.notificationLog.record(entry)));
    return entries.length;
  });
}

async function takeOver(file: string, logger: Logger, put: (bytes: Uint8Array) => Promise<number>): Promise<void> {
  const bytes = await readFile(file).catch(() => undefined);
  if (bytes === undefined) return;
  try {
    const count = await put(bytes);
    logger.info('Took over what Alertmanager had stored', { file, count });
  } catch (error) {
    logger.error('What Alertmanager had stored cannot be taken over', {
      file,
      err: error instanceof Error ? error.message : String(error),
    });
  }
}
