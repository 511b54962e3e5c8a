import type { Delivery } from './delivery.js';
import type { AttemptFailure } from './delivery-queue.js';

/** The newest state of a group that an integration refused for good, or could never be sent. */
export interface DeadLetter extends AttemptFailure {
  /** The id of the first delivery that was refused: it stays while newer states of the group are refused as well. */
  readonly id: string;
  readonly delivery: Delivery;
  /** When the first was refused, milliseconds since the epoch. */
  readonly sinceMs: number;
  /** When the last was. */
  readonly failedAtMs: number;
  /** How many were, this one included. */
  readonly failures: number;
}
