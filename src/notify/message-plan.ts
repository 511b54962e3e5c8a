import { alertHash } from '../labels/alert-hash.js';
import type { NotificationLogEntry, ReceiverData } from '../nflog/notification-log.js';
import { hashes } from './alert-hashes.js';
import { dedup } from './dedup.js';
import type { Delivery, FlushedAlert, NotificationReason } from './delivery.js';
import { stillOwed } from './owed.js';

/** A delivery that has something to tell. */
export interface PlannedMessage {
  readonly kind: 'send';
  readonly delivery: Delivery;
  readonly reason: NotificationReason;
  readonly alerts: readonly FlushedAlert[];
  readonly receiverData: ReceiverData;
  /** When it was told last, by whichever clock; milliseconds since the epoch. */
  readonly lastSentAtMs: number;
}

/** What an attempt at a delivery has to do. */
export type MessagePlan =
  | PlannedMessage
  /** Nothing that this integration wants to hear; but the log has to know that all is over. */
  | {
      readonly kind: 'record';
      readonly delivery: Delivery;
      readonly receiverData: ReceiverData;
      readonly lastSentAtMs: number;
    }
  /** Another flush or replica has told it since the delivery was put into the queue. */
  | { readonly kind: 'nothing'; readonly delivery: Delivery };

/** Looks once more at what the integration was told last. */
export function planMessage(
  delivery: Delivery,
  entry: NotificationLogEntry | undefined,
  sendResolved: boolean,
): MessagePlan {
  const { flushedAtMs, repeatIntervalMs } = delivery;
  const owed = stillOwed(delivery.owed, entry).map(({ hash }) => hash);
  const verdict = dedup({ entry, ...hashes(delivery.alerts), owed, sendResolved, flushedAtMs, repeatIntervalMs });
  if (!verdict.send && !delivery.isDemanded) return { kind: 'nothing', delivery };
  const reason = verdict.send ? verdict.reason : delivery.reason;
  const receiverData = reason === 'first notification' ? {} : (entry?.receiverData ?? {});
  const lastSentAtMs = entry?.sentAtMs ?? 0;
  const isWanted = ({ alert, resolved }: FlushedAlert) =>
    !resolved || sendResolved || owed.includes(alertHash(alert.labels));
  const alerts = delivery.alerts.filter(isWanted);
  if (alerts.length === 0) return { kind: 'record', delivery, receiverData, lastSentAtMs };
  return { kind: 'send', delivery, reason, alerts, receiverData, lastSentAtMs };
}
