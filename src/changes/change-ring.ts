import type { ChangeKind } from './change.js';

/** A change as it is told. */
export interface ChangeEvent {
  readonly id: string;
  readonly kind: ChangeKind;
  readonly json: string;
}

/**
 * The last events, for those who listen slowly or were away for a while. Each has a number; with the ring's own name it
 * is an id that no other process, and no other ring, gives.
 */
export class ChangeRing {
  readonly #events: ChangeEvent[] = [];
  #count = 0;

  /** @param max how many events are kept */
  constructor(
    private readonly epoch: string,
    private readonly max: number,
  ) {}

  /** The number of the newest event; 0 before the first. */
  get newest(): number {
    return this.#count;
  }

  add(kind: ChangeKind, json: string): void {
    const number = ++this.#count;
    this.#events[number % this.max] = { id: this.idOf(number), kind, json };
  }

  /**
   * The events after a number, oldest first.
   *
   * @param max how many at most
   * @returns undefined where some of them are not kept any more
   */
  after(number: number, max: number): readonly ChangeEvent[] | undefined {
    if (number < this.#count - this.max) return undefined;
    const events: ChangeEvent[] = [];
    for (let next = number + 1; next <= this.#count && events.length < max; next++) {
      const event = this.#events[next % this.max];
      if (event !== undefined) events.push(event);
    }
    return events;
  }

  idOf(number: number): string {
    return `${this.epoch}-${number}`;
  }

  /** @returns the number of an id of this ring after which every event is kept; undefined for any other */
  numberOf(id: string): number | undefined {
    const at = id.lastIndexOf('-');
    const digits = id.slice(at + 1);
    if (at < 0 || id.slice(0, at) !== this.epoch || !/^\d{1,15}$/.test(digits)) return undefined;
    const number = Number(digits);
    return number > this.#count || number < this.#count - this.max ? undefined : number;
  }
}
