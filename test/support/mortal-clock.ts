import { type CancelTimer, Clock } from '../../src/clock/clock.js';

/** The clock of one process: once that has died, none of its timers runs any more. */
export class MortalClock extends Clock {
  #isDead = false;

  constructor(private readonly clock: Clock) {
    super();
  }

  get isDead(): boolean {
    return this.#isDead;
  }

  die(): void {
    this.#isDead = true;
  }

  override now(): number {
    return this.clock.now();
  }

  override at(atMs: number, run: () => void): CancelTimer {
    if (this.#isDead) return () => undefined;
    return this.clock.at(atMs, () => {
      if (!this.#isDead) run();
    });
  }
}
