import { bindReceivers } from './bind-receivers.js';
import type { Environment } from './environment.js';
import { type LoadedConfig, loadConfig } from './load-config.js';
import type { MatcherReading } from './matchers-yaml.js';
import { loadTocsinConfig, type TocsinConfig } from './tocsin-config.js';

/** Both configuration files, read together. */
export interface LoadedFiles extends LoadedConfig {
  readonly tocsin: TocsinConfig;
}

export interface ConfigFiles {
  /** `alertmanager.yml` */
  readonly main: string;
  /** `tocsin.yml`; undefined: its defaults hold. */
  readonly tocsin: string | undefined;
}

/**
 * Reads both files.
 *
 * @throws {ConfigError} when one of them is not valid
 * @throws {Error} when one cannot be read
 */
export async function loadFiles(files: ConfigFiles, reading: MatcherReading, env: Environment): Promise<LoadedFiles> {
  const tocsin = await loadTocsinConfig(files.tocsin, env);
  const loaded = await loadConfig(files.main, reading);
  const config = bindReceivers(loaded.config, tocsin.receivers, files.tocsin ?? 'tocsin.yml');
  return { ...loaded, config, tocsin };
}
