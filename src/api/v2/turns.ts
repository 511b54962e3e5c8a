import { setImmediate as nextTurn } from 'node:timers/promises';

/** How long a request may keep the process from everything else, milliseconds. */
const TURN_MS = 5;

/** Lets a long loop take turns with the rest of the process: alerts come in while thousands of others are read. */
export class Turns {
  #startedMs = performance.now();

  /** @returns a promise to wait for once the turn is over, undefined before */
  next(): Promise<void> | undefined {
    if (performance.now() - this.#startedMs < TURN_MS) return undefined;
    return this.#wait();
  }

  async #wait(): Promise<void> {
    await nextTurn();
    this.#startedMs = performance.now();
  }
}
