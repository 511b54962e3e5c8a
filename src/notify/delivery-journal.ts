import type { Delivery } from './delivery.js';

/** A delivery that outlived its process. */
export interface JournaledDelivery {
  readonly delivery: Delivery;
  /** An attempt at it was cut off: nobody knows what it told. */
  readonly wasUnderWay: boolean;
}

/** Where a delivery queue keeps what is still to be delivered, across restarts. */
export abstract class DeliveryJournal {
  /** What was put and not removed, in the order of the puts. */
  abstract load(): readonly JournaledDelivery[];

  /**
   * Resolves once the delivery is on disk. It never rejects: while the disk fails, the queue goes on in memory and
   * what is missing is written later.
   */
  abstract put(delivery: Delivery): Promise<void>;

  /** Notes that an attempt at a delivery begins. One that is unknown is none. */
  abstract begin(id: string): void;

  /** Notes that an attempt at a delivery has ended, and that it is to be tried again. */
  abstract pause(id: string): void;

  /** Forgets a delivery by its id. One that is unknown is none. */
  abstract remove(id: string): void;
}
