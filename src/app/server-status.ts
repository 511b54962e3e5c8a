import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ServerStatus } from '../api/engine.js';
import type { ServerFlags } from '../cli/server-flag-table.js';
import type { Metrics } from '../metrics/metrics.js';
import type { Storage } from '../storage/storage.js';
import type { ConfigurationFiles } from './configuration-files.js';
import type { Reloader } from './reloader.js';
import type { Tocsin } from './tocsin.js';

export interface ServerStatusParts {
  readonly flags: Pick<ServerFlags, 'storagePath' | 'retentionMs'>;
  readonly files: Pick<ConfigurationFiles, 'paths'>;
  readonly tocsin: Pick<Tocsin, 'running'>;
  readonly reloader: Pick<Reloader, 'last'>;
  readonly storage: Pick<Storage, 'kind' | 'failure'>;
  readonly metrics: Pick<Metrics, 'boundReachedTotal'>;
}

/** How the server itself is: what it reads, where it writes, which bounds it has met. */
export async function serverStatus(parts: ServerStatusParts): Promise<ServerStatus> {
  const { flags, files, tocsin, reloader, storage, metrics } = parts;
  const { configured, appliedAtMs } = tocsin.running;
  const { values } = await metrics.boundReachedTotal.get();
  return {
    configuration: {
      files: files.paths(),
      hash: configured.loaded.hash,
      loadedAtMs: appliedAtMs,
      lastReload: reloader.last,
    },
    storage: {
      kind: storage.kind,
      failure: storage.failure,
      path: flags.storagePath,
      bytes: await folderBytes(flags.storagePath),
    },
    limits: values
      .map(({ labels, value }) => ({ bound: String(labels.bound), count: value }))
      .sort((a, b) => b.count - a.count),
    retentionMs: flags.retentionMs,
  };
}

/** A file that is gone when it is looked at counts as none. */
async function folderBytes(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const sizes = entries
    .filter((entry) => entry.isFile())
    .map(async (entry) => {
      try {
        return (await stat(join(entry.parentPath, entry.name))).size;
      } catch {
        return 0;
      }
    });
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}
