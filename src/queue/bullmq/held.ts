import type { Delivery } from '../../notify/delivery.js';
import type { Settlement } from '../../notify/delivery-queue.js';
import type { JobPlace } from './delivery-job.js';

/** How this replica's part in a job ends: with the delivery, or before that. */
export type HeldEnd =
  | { readonly kind: 'settled'; readonly settlement: Settlement }
  | { readonly kind: 'handed over'; readonly dueAtMs: number }
  | { readonly kind: 'lost' };

/** A job that this replica has taken. */
export interface Held {
  readonly place: JobPlace;
  readonly shard: number;
  readonly version: number;
  readonly delivery: Delivery;
  /** Notes in the job what is done with it. */
  readonly note: (what: 'sending' | 'waiting') => void;
  readonly end: (how: HeldEnd) => void;
}

/** The jobs that this replica has taken, by the id of the delivery. */
export class HeldJobs {
  readonly #all = new Map<string, Held>();
  readonly #counts = new Map<number, number>();

  has(deliveryId: string): boolean {
    return this.#all.has(deliveryId);
  }

  get(deliveryId: string): Held | undefined {
    return this.#all.get(deliveryId);
  }

  [Symbol.iterator](): IterableIterator<Held> {
    return this.#all.values();
  }

  isIdle(shard: number): boolean {
    return (this.#counts.get(shard) ?? 0) === 0;
  }

  add(held: Held): void {
    this.#all.set(held.delivery.id, held);
    this.#counts.set(held.shard, (this.#counts.get(held.shard) ?? 0) + 1);
  }

  /** @returns whether it was held */
  delete({ delivery, shard }: Held): boolean {
    if (!this.#all.delete(delivery.id)) return false;
    this.#counts.set(shard, (this.#counts.get(shard) ?? 1) - 1);
    return true;
  }
}
