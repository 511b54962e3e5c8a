import { type Delivery, deliveryKey } from '../../notify/delivery.js';
import type { Settlement } from '../../notify/delivery-queue.js';
import type { JobPlace } from './delivery-job.js';

export type Resolve = (settlement: Settlement) => void;

/** A delivery that was put here, and whose end is awaited from wherever it is made. */
export interface Sent {
  readonly place: JobPlace;
  readonly delivery: Delivery;
  readonly key: string;
  /** Of its state in the lane; 0 as long as Redis has not said. */
  version: number;
  /** Whether Redis has said that it has the job. */
  isKept: boolean;
  /** It was kept, and was not there when it was looked for last. */
  isMissing: boolean;
  /** Who waits for its end; nobody, where it survived a restart. */
  readonly resolve: Resolve[];
}

/** What this replica has put into Redis and knows no end of. It is delivered from here should Redis lose it. */
export class SentDeliveries {
  readonly #byJob = new Map<string, Sent>();
  /** The newest of each group and integration. */
  readonly #newest = new Map<string, Sent>();

  get size(): number {
    return this.#byJob.size;
  }

  [Symbol.iterator](): IterableIterator<Sent> {
    return this.#byJob.values();
  }

  get(jobId: string): Sent | undefined {
    return this.#byJob.get(jobId);
  }

  newest(key: string): Sent | undefined {
    return this.#newest.get(key);
  }

  add(place: JobPlace, delivery: Delivery, resolve: readonly Resolve[], version = 0): Sent {
    const key = deliveryKey(delivery);
    const sent = { place, delivery, key, version, isKept: false, isMissing: false, resolve: [...resolve] };
    this.#byJob.set(place.jobId, sent);
    this.#newest.set(key, sent);
    return sent;
  }

  /** Nobody waits for it here any more. */
  take(jobId: string): Sent | undefined {
    const sent = this.#byJob.get(jobId);
    if (sent === undefined) return undefined;
    this.#byJob.delete(jobId);
    if (this.#newest.get(sent.key) === sent) this.#newest.delete(sent.key);
    return sent;
  }
}
