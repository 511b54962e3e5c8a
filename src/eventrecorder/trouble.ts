import type { Logger } from '../log/logger.js';

/** What fails again so soon after it worked is not told again: metrics count it. */
const QUIET_MS = 60_000;

/** Says once that something fails, and once that it works again. */
export class Trouble {
  #isFailing = false;
  #isTold = false;
  #toldMs = Number.NEGATIVE_INFINITY;

  /** @param nowMs any clock that never goes back */
  constructor(
    private readonly logger: Logger,
    private readonly output: string,
    private readonly nowMs: () => number = () => performance.now(),
  ) {}

  failed(message: string, error: unknown): void {
    if (this.#isFailing) return;
    this.#isFailing = true;
    if (this.nowMs() - this.#toldMs < QUIET_MS) return;
    this.#toldMs = this.nowMs();
    this.#isTold = true;
    const err = error instanceof Error ? error.message : String(error);
    this.logger.error(message, { output: this.output, err });
  }

  worked(): void {
    this.#isFailing = false;
    if (!this.#isTold) return;
    this.#isTold = false;
    this.logger.info('Event recorder output works again', { output: this.output });
  }
}
