import type { IntegrationHealth } from './delivery-api';

/** It failed, and has not delivered since. */
export function isInTrouble({ lastFailure, lastDeliveredAt }: IntegrationHealth): boolean {
  if (lastFailure === null) return false;
  return lastDeliveredAt === null || Date.parse(lastDeliveredAt) < Date.parse(lastFailure.at);
}
