import { createHash } from 'node:crypto';

/** What a vendor knows a notification by, so that a retry is no second message: 32 hex digits of its id. */
export function deliveryToken(id: string): string {
  return createHash('sha256').update(id).digest('hex').slice(0, 32);
}
