import type { Logger } from '../log/logger.js';

/** Says once that something fails, again when it fails in another way, and when it works again. */
export class Trouble {
  #last: string | undefined;

  constructor(
    private readonly logger: Logger,
    private readonly output: string,
  ) {}

  failed(message: string, error: unknown): void {
    const err = error instanceof Error ? error.message : String(error);
    if (err === this.#last) return;
    this.#last = err;
    this.logger.error(message, { output: this.output, err });
  }

  worked(): void {
    if (this.#last === undefined) return;
    this.#last = undefined;
    this.logger.info('Event recorder output works again', { output: this.output });
  }
}
