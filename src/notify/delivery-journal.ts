import type { Delivery } from './delivery.js';

/** Where a delivery queue keeps what is still to be delivered, across restarts. */
export abstract class DeliveryJournal {
  /** What was put and not removed, in the order of the puts. */
  abstract load(): readonly Delivery[];

  /**
   * Resolves once the delivery is on disk. It never rejects: while the disk fails, the queue goes on in memory and
   * what is missing is written later.
   */
  abstract put(delivery: Delivery): Promise<void>;

  /** Forgets a delivery by its id. One that is unknown is none. */
  abstract remove(id: string): void;
}
