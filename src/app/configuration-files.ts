import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ServerFlags } from '../cli/server-flag-table.js';
import { type LoadedFiles, loadFiles } from '../config/load-files.js';
import type { MatcherReading } from '../config/matchers-yaml.js';
import type { TocsinConfig } from '../config/tocsin-config.js';
import type { Logger } from '../log/logger.js';

/** What is set up once, at the start. */
const LASTING = ['storage', 'deliveries', 'api', 'limits'] as const satisfies readonly (keyof TocsinConfig)[];

/** The files that the flags name, as often as they are read. */
export class ConfigurationFiles {
  #first: TocsinConfig | undefined;

  constructor(
    private readonly flags: Pick<ServerFlags, 'configFile' | 'tocsinConfigFile'>,
    private readonly reading: MatcherReading,
    private readonly logger: Logger,
  ) {}

  /** @throws {Error} when a file is not valid */
  async load(): Promise<LoadedFiles> {
    const tocsin = this.#tocsinFile();
    const loaded = await loadFiles({ main: this.flags.configFile, tocsin }, this.reading, process.env);
    this.#warnOfLasting(loaded.tocsin);
    return loaded;
  }

  /** Those that are there to be read. */
  paths(): readonly string[] {
    const tocsin = this.#tocsinFile();
    return tocsin === undefined ? [this.flags.configFile] : [this.flags.configFile, tocsin];
  }

  /** `--tocsin.config.file`, or `tocsin.yml` beside the configuration where there is one. */
  #tocsinFile(): string | undefined {
    const { configFile, tocsinConfigFile: file } = this.flags;
    if (file !== '') return file;
    const beside = join(dirname(configFile), 'tocsin.yml');
    return existsSync(beside) ? beside : undefined;
  }

  #warnOfLasting(tocsin: TocsinConfig): void {
    this.#first ??= tocsin;
    const first = this.#first;
    const changed = LASTING.filter((key) => JSON.stringify(tocsin[key]) !== JSON.stringify(first[key]));
    if (changed.length === 0) return;
    this.logger.warn('A part of tocsin.yml was changed that is read at the start only: restart to apply it', {
      keys: changed.join(', '),
    });
  }
}
