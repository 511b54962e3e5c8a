import type { IntegrationKey } from '../nflog/notification-log.js';
import type { Settlement } from './delivery-queue.js';
import type { FailureReason } from './outcome.js';
import type { DropReason } from './stage.js';

/** What the pipeline and the deliverer count. */
export interface NotifyMetrics {
  /** An alert that a stage dropped. */
  suppressed(kind: DropReason['kind']): void;
  /** A delivery whose first attempt begins. */
  notification(integration: IntegrationKey): void;
  /** A delivery that was not made: the vendor refused it for good, or its time ran out. */
  notificationFailed(integration: IntegrationKey, reason: FailureReason): void;
  /** A delivery that came to an end. */
  settled(settlement: Settlement): void;
  /** A look-up in the notification log. */
  logQuery(seconds: number, isFound: boolean): void;
  /** An attempt that ended. @param failed whether it has to be made again, or was in vain */
  request(integration: IntegrationKey, seconds: number, failed: boolean): void;
}
