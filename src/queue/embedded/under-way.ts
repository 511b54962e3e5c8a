import type { Clock } from '../../clock/clock.js';

/** The attempts that have begun and not ended. */
export class UnderWay {
  readonly #attempts = new Set<Promise<void>>();

  add(attempt: Promise<void>): void {
    this.#attempts.add(attempt);
    void attempt.then(() => this.#attempts.delete(attempt));
  }

  /** Resolves once all have ended, or the time is over. */
  end(clock: Clock, withinMs: number): Promise<void> {
    if (this.#attempts.size === 0) return Promise.resolve();
    return new Promise((resolve) => {
      const cancel = clock.at(clock.now() + withinMs, resolve);
      void Promise.all(this.#attempts).then(() => {
        cancel();
        resolve();
      });
    });
  }
}
