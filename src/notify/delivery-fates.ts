import type { Delivery } from './delivery.js';
import type { AttemptFailure } from './delivery-queue.js';
import type { Outcome } from './outcome.js';

/** How an attempt at a vendor ended. */
export interface AttemptReport {
  /** When it began, milliseconds since the epoch. */
  readonly atMs: number;
  readonly seconds: number;
  readonly outcome: Outcome;
}

/** Who acts on how deliveries end. */
export interface DeliveryFates {
  /** An attempt was made at all of these, in one message. */
  attempted(deliveries: readonly Delivery[], report: AttemptReport): void;
  /** The integration has taken it. */
  delivered(delivery: Delivery): void;
  /** There was nothing in it that the integration does not know, or does not want to hear. */
  told(delivery: Delivery): void;
  /** The integration has refused it, and would do so again. */
  died(delivery: Delivery, failure: AttemptFailure): void;
}
