import { ConfigError } from '../../config/config-error.js';
import { parseWebConfig, type WebConfig } from '../../config/web-config.js';
import type { Logger } from '../../log/logger.js';
import { ChangingFile } from './changing-file.js';
import { userFaults } from './user-faults.js';

/** `--web.config.file`, as it is at every moment. */
export class WebConfigFile {
  readonly #file: ChangingFile;
  #parsed: { readonly from: Buffer; readonly outcome: WebConfig | ConfigError } | undefined;
  #told: string | undefined;

  constructor(
    readonly path: string,
    private readonly logger: Logger,
  ) {
    this.#file = new ChangingFile(path);
  }

  /**
   * What it says now: the same object for as long as it says the same.
   *
   * @throws {Error} when it cannot be read or used
   */
  async read(): Promise<WebConfig> {
    const content = await this.#file.content();
    if (this.#parsed?.from !== content) {
      this.#parsed = { from: content, outcome: parsed(content, this.path) };
      this.#warnOfUsers();
    }
    const { outcome } = this.#parsed;
    if (outcome instanceof Error) throw outcome;
    return outcome;
  }

  /** What it says now; undefined while it cannot be used, which is logged when it begins and when it ends. */
  async current(): Promise<WebConfig | undefined> {
    try {
      const config = await this.read();
      if (this.#told !== undefined) this.logger.info('The web configuration can be used again', { file: this.path });
      this.#told = undefined;
      return config;
    } catch (error) {
      const err = error instanceof Error ? error.message : String(error);
      if (err !== this.#told) this.logger.error('Unable to parse configuration', { err });
      this.#told = err;
      return undefined;
    }
  }

  #warnOfUsers(): void {
    const outcome = this.#parsed?.outcome;
    const faults = outcome === undefined || outcome instanceof Error ? undefined : userFaults(outcome);
    if (faults === undefined || faults.isEmpty) return;
    this.logger.warn('Users cannot come in', { err: faults.describe(this.path) });
  }
}

function parsed(content: Buffer, path: string): WebConfig | ConfigError {
  try {
    return parseWebConfig(content.toString('utf8'), path);
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
}
