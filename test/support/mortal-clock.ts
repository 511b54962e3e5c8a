import { type CancelTimer, Clock } from '../../src/clock/clock.js';

/** The clock of one process: once that has died, none of its timers runs any more. */
export class MortalClock extends Clock {
  #isDead = false;
  readonly #timers = new Set<CancelTimer>();

  constructor(private readonly clock: Clock) {
    super();
  }

  get isDead(): boolean {
    return this.#isDead;
  }

  die(): void {
    this.#isDead = true;
    for (const cancel of this.#timers) cancel();
    this.#timers.clear();
  }

  override now(): number {
    return this.clock.now();
  }

  override at(atMs: number, run: () => void): CancelTimer {
    if (this.#isDead) return () => undefined;
    const cancel = this.clock.at(atMs, () => {
      this.#timers.delete(cancel);
      if (!this.#isDead) run();
    });
    this.#timers.add(cancel);
    return () => {
      this.#timers.delete(cancel);
      cancel();
    };
  }
}
