import type { DeadLetter } from './dead-letter.js';
import { decodeDelivery, encodeDelivery, type StoredDelivery } from './delivery-codec.js';

/** A dead letter as plain JSON. */
export interface StoredDeadLetter extends Omit<DeadLetter, 'delivery'> {
  readonly delivery: StoredDelivery;
}

export function encodeDeadLetter({ delivery, ...letter }: DeadLetter): StoredDeadLetter {
  return { ...letter, delivery: encodeDelivery(delivery) };
}

export function decodeDeadLetter({ delivery, ...letter }: StoredDeadLetter): DeadLetter {
  return { ...letter, delivery: decodeDelivery(delivery) };
}
