import type { AttemptRecord } from './delivery-record.js';

/** Attempts of a delivery that are remembered: the first, and the last ones. */
const ATTEMPTS_MAX = 20;

/** Of these, those whose exchanges are: the first, and so many of the last. */
const SHOWN_LAST = 3;

/** The attempts at one delivery, however many there are. */
export class AttemptList {
  #attempts: AttemptRecord[] = [];
  #count = 0;

  get count(): number {
    return this.#count;
  }

  get kept(): readonly AttemptRecord[] {
    return this.#attempts;
  }

  add(attempt: AttemptRecord): void {
    this.#count++;
    this.#attempts.push(attempt);
    if (this.#attempts.length > ATTEMPTS_MAX) this.#attempts.splice(1, 1);
    const hidden = this.#attempts.length - SHOWN_LAST - 1;
    if (hidden > 0) this.#hide(hidden);
  }

  /** Keeps no exchange: there is too much of it all in all. */
  hideAll(): void {
    for (const i of this.#attempts.keys()) this.#hide(i);
  }

  #hide(i: number): void {
    const attempt = this.#attempts[i];
    if (attempt?.exchanges === undefined) return;
    const { exchanges: _, ...rest } = attempt;
    this.#attempts[i] = rest;
  }
}
