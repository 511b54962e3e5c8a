import { type CancelTimer, Clock } from '../clock/clock.js';
import { TimerHeap } from '../clock/timer-heap.js';

/**
 * Timeouts count time as the machine's uptime does, the clock may be set and the machine may sleep: while anything
 * waits, the clock is looked at this often. It also stays below setTimeout's limit of 2^31 - 1 ms.
 */
const LOOK_MS = 60_000;

/** Due timers run for so long at a stretch; then sockets get their turn. */
const TURN_MS = 5;

/** And so many at most: what they set going goes on in promises after them, a flush for a third of a millisecond. */
const TURN_TIMERS = 16;

/** The machine's clock: one heap of timers, one armed timeout. It keeps the process alive while a timer is set. */
export class SystemClock extends Clock {
  readonly #timers = new TimerHeap();
  #armed: { readonly cancel: () => void; readonly atMs: number } | undefined;

  override now(): number {
    return Date.now();
  }

  override at(atMs: number, run: () => void): CancelTimer {
    const cancel = this.#timers.add(atMs, run);
    this.#arm();
    return () => {
      cancel();
      if (this.#timers.size === 0) this.#disarm();
    };
  }

  #arm(): void {
    const nextMs = this.#timers.next();
    if (nextMs === undefined || (this.#armed !== undefined && this.#armed.atMs <= nextMs)) return;
    this.#disarm();
    this.#armed = { cancel: runAfter(nextMs - Date.now(), () => this.#runDue()), atMs: nextMs };
  }

  #disarm(): void {
    this.#armed?.cancel();
    this.#armed = undefined;
  }

  #runDue(): void {
    this.#armed = undefined;
    const startedMs = performance.now();
    try {
      // Not those that are set meanwhile and due at once: `nowMs` stands, so that others get their turn.
      const nowMs = Date.now();
      for (let left = TURN_TIMERS; left > 0 && performance.now() - startedMs < TURN_MS; left--) {
        const run = this.#timers.takeDue(nowMs);
        if (run === undefined) break;
        run();
      }
    } finally {
      // Also when a timer throws: the others must not wait for ever.
      this.#arm();
    }
  }
}

/** What is due already runs once this turn of the event loop is over: the shortest timeout takes a millisecond. */
function runAfter(waitMs: number, run: () => void): () => void {
  if (waitMs <= 0) {
    const immediate = setImmediate(run);
    return () => clearImmediate(immediate);
  }
  const timeout = setTimeout(run, Math.min(waitMs, LOOK_MS));
  return () => clearTimeout(timeout);
}
