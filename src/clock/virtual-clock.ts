import { type CancelTimer, Clock } from './clock.js';
import { TimerHeap } from './timer-heap.js';

/** A clock that stands still until it is told to go on. */
export class VirtualClock extends Clock {
  readonly #timers = new TimerHeap();
  #nowMs: number;

  /** @param nowMs milliseconds since the epoch */
  constructor(nowMs: number) {
    super();
    this.#nowMs = nowMs;
  }

  override now(): number {
    return this.#nowMs;
  }

  override at(atMs: number, run: () => void): CancelTimer {
    return this.#timers.add(atMs, run);
  }

  /** When the next timer is due. */
  next(): number | undefined {
    return this.#timers.next();
  }

  /**
   * Goes on to `toMs`, stopping at each timer on the way.
   *
   * @param settle waits until what a timer has set going has come to rest
   */
  async advanceTo(toMs: number, settle: () => Promise<void>): Promise<void> {
    await settle();
    for (;;) {
      const next = this.#timers.next();
      if (next === undefined || next > toMs) break;
      this.#nowMs = Math.max(this.#nowMs, next);
      this.#timers.takeDue(this.#nowMs)?.();
      await settle();
    }
    this.#nowMs = Math.max(this.#nowMs, toMs);
  }
}
