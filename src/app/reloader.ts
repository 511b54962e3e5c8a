import type { LoadedFiles } from '../config/load-files.js';
import type { Logger } from '../log/logger.js';
import type { Metrics } from '../metrics/metrics.js';
import type { Tocsin } from './tocsin.js';

export interface ReloaderParts {
  readonly load: () => Promise<LoadedFiles>;
  readonly tocsin: Pick<Tocsin, 'apply'>;
  readonly metrics: Metrics;
  readonly logger: Logger;
  readonly file: string;
  readonly nowMs: () => number;
  /** Told of each reload, once it is over. */
  readonly onReloaded?: (reload: Reload) => void;
}

/** How a reload ended. */
export interface Reload {
  readonly atMs: number;
  /** Why nothing was applied; undefined where it was. */
  readonly error: string | undefined;
}

/**
 * Reads the configuration again and applies it: one reload at a time, one that waits, all or nothing. A bad file changes
 * nothing but the metric and the log.
 */
export class Reloader {
  #running: Promise<void> | undefined;
  #waiting: Promise<void> | undefined;
  #last: Reload | undefined;

  constructor(private readonly parts: ReloaderParts) {}

  /** The last that is over; undefined where nobody has asked for one. */
  get last(): Reload | undefined {
    return this.#last;
  }

  /** @throws the reason why the configuration was not applied */
  reload(): Promise<void> {
    if (this.#running === undefined) return this.#start();
    // Whoever asks while a reload waits is served by that one: it has not read the file yet.
    this.#waiting ??= this.#running
      .catch(() => {})
      .then(() => {
        this.#waiting = undefined;
        return this.#start();
      });
    return this.#waiting;
  }

  #start(): Promise<void> {
    const running = this.#reload().finally(() => {
      if (this.#running === running) this.#running = undefined;
    });
    this.#running = running;
    return running;
  }

  async #reload(): Promise<void> {
    const { load, tocsin, metrics, logger, file } = this.parts;
    logger.info('Loading configuration file', { file });
    try {
      await tocsin.apply(await load());
      logger.info('Completed loading of configuration file', { file });
      this.#note(undefined);
    } catch (error) {
      metrics.configLastReloadSuccessful.set(0);
      const err = error instanceof Error ? error.message : String(error);
      logger.error('Loading configuration file failed', { file, err });
      this.#note(err);
      throw error;
    }
  }

  #note(error: string | undefined): void {
    const reload = { atMs: this.parts.nowMs(), error };
    this.#last = reload;
    this.parts.onReloaded?.(reload);
  }
}
