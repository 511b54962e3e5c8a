import type { Delivery } from './delivery.js';
import type { AttemptFailure } from './delivery-queue.js';

/** Who acts on how deliveries end. */
export interface DeliveryFates {
  /** The integration has taken it. */
  delivered(delivery: Delivery): void;
  /** There was nothing in it that the integration does not know, or does not want to hear. */
  told(delivery: Delivery): void;
  /** The integration has refused it, and would do so again. */
  died(delivery: Delivery, failure: AttemptFailure): void;
}
