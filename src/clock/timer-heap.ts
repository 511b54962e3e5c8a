import type { CancelTimer } from './clock.js';

interface Timer {
  readonly atMs: number;
  /** Counts up, so that timers of one moment run in the order in which they were set. */
  readonly order: number;
  run: (() => void) | undefined;
}

/** All timers of a clock in one binary heap. A cancelled timer stays in it, empty, until it comes up. */
export class TimerHeap {
  readonly #timers: Timer[] = [];
  #made = 0;
  #cancelled = 0;

  /** How many timers are waiting. */
  get size(): number {
    return this.#timers.length - this.#cancelled;
  }

  add(atMs: number, run: () => void): CancelTimer {
    const timer: Timer = { atMs, order: this.#made++, run };
    this.#timers.push(timer);
    this.#siftUp(this.#timers.length - 1);
    return () => this.#cancel(timer);
  }

  /** When the next timer is due, milliseconds since the epoch. */
  next(): number | undefined {
    this.#dropCancelled();
    return this.#timers[0]?.atMs;
  }

  /** Takes the next timer if it is due at `nowMs`. */
  takeDue(nowMs: number): (() => void) | undefined {
    const next = this.next();
    return next === undefined || next > nowMs ? undefined : this.#pop()?.run;
  }

  #cancel(timer: Timer): void {
    if (timer.run === undefined) return;
    timer.run = undefined;
    this.#cancelled++;
    // Many cancelled timers far in the future would fill the heap.
    if (this.#cancelled > 64 && this.#cancelled > this.#timers.length / 2) this.#rebuild();
  }

  #rebuild(): void {
    const live = this.#timers.filter(({ run }) => run !== undefined);
    this.#timers.length = 0;
    this.#cancelled = 0;
    for (const timer of live) {
      this.#timers.push(timer);
      this.#siftUp(this.#timers.length - 1);
    }
  }

  #dropCancelled(): void {
    while (this.#timers[0] !== undefined && this.#timers[0].run === undefined) {
      this.#cancelled--;
      this.#removeFirst();
    }
  }

  #pop(): { run: (() => void) | undefined } | undefined {
    const first = this.#timers[0];
    if (first === undefined) return undefined;
    this.#removeFirst();
    const { run } = first;
    // Cancelling a timer that has run does nothing.
    first.run = undefined;
    return { run };
  }

  #removeFirst(): void {
    const last = this.#timers.pop();
    if (last === undefined || this.#timers.length === 0) return;
    this.#timers[0] = last;
    this.#siftDown(0);
  }

  #siftUp(from: number): void {
    let at = from;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.#isBefore(at, parent)) return;
      this.#swap(at, parent);
      at = parent;
    }
  }

  #siftDown(from: number): void {
    let at = from;
    for (;;) {
      const left = 2 * at + 1;
      if (left >= this.#timers.length) return;
      const right = left + 1;
      const child = right < this.#timers.length && this.#isBefore(right, left) ? right : left;
      if (!this.#isBefore(child, at)) return;
      this.#swap(at, child);
      at = child;
    }
  }

  #isBefore(a: number, b: number): boolean {
    const first = this.#timers[a] as Timer;
    const second = this.#timers[b] as Timer;
    return first.atMs < second.atMs || (first.atMs === second.atMs && first.order < second.order);
  }

  #swap(a: number, b: number): void {
    const timer = this.#timers[a] as Timer;
    this.#timers[a] = this.#timers[b] as Timer;
    this.#timers[b] = timer;
  }
}
