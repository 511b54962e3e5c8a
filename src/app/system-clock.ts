import { type CancelTimer, Clock } from '../clock/clock.js';
import { TimerHeap } from '../clock/timer-heap.js';

/** The longest wait that `setTimeout` takes. */
const TIMEOUT_MAX_MS = 2 ** 31 - 1;

/** The clock is looked at this often at least, in case somebody sets it. */
const LOOK_MS = 60_000;

/** How long timers may run before others get their turn. */
const TURN_MS = 5;

/** The system's clock. One timeout is armed for the whole process; an idle process wakes up once a minute. */
export class SystemClock extends Clock {
  readonly #timers = new TimerHeap();
  #timeout: NodeJS.Timeout | undefined;
  #armedForMs = Number.POSITIVE_INFINITY;

  override now(): number {
    return Date.now();
  }

  override at(atMs: number, run: () => void): CancelTimer {
    const cancel = this.#timers.add(atMs, run);
    if (atMs < this.#armedForMs) this.#arm();
    return cancel;
  }

  #arm(): void {
    clearTimeout(this.#timeout);
    const next = this.#timers.next();
    this.#armedForMs = next ?? Number.POSITIVE_INFINITY;
    if (next === undefined) return;
    const waitMs = Math.max(0, next - Date.now());
    this.#timeout = setTimeout(() => this.#run(), Math.min(waitMs, LOOK_MS, TIMEOUT_MAX_MS));
  }

  #run(): void {
    const startedMs = Date.now();
    for (let run = this.#timers.takeDue(startedMs); run !== undefined; run = this.#timers.takeDue(startedMs)) {
      run();
      // Requests that came in meanwhile are not to wait for a thousand groups.
      if (Date.now() - startedMs > TURN_MS) break;
    }
    this.#armedForMs = Number.POSITIVE_INFINITY;
    this.#arm();
  }
}
