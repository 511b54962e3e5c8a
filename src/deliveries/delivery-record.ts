import { formatTimestamp } from '../clock/timestamp.js';
import type { Delivery } from '../notify/delivery.js';
import type { Settlement } from '../notify/delivery-queue.js';
import type { Exchange } from '../notify/exchange.js';
import type { FailureReason } from '../notify/outcome.js';

export const DELIVERY_STATES = [
  'waiting',
  'running',
  'delivered',
  'failed',
  'superseded',
  'withdrawn',
  'unneeded',
  'dead',
] as const satisfies readonly ('waiting' | 'running' | Settlement)[];

export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** One attempt at a vendor, as it is read back. */
export interface AttemptRecord {
  readonly atMs: number;
  readonly seconds: number;
  /** What the vendor's last answer said, such as 429; absent where none came. */
  readonly status?: number;
  readonly outcome: 'delivered' | 'retry' | 'refused';
  readonly reason?: FailureReason;
  /** The vendor's words. */
  readonly error?: string;
  /** How many deliveries were told in the same message; absent where it told of this one alone. */
  readonly together?: number;
  /** Absent where it was too much to keep. */
  readonly exchanges?: readonly Exchange[];
}

/** What is remembered of a delivery: plain JSON. */
export interface DeliveryRecord {
  readonly id: string;
  readonly flushId: string;
  readonly receiver: string;
  /** `webhook[0]` */
  readonly integration: string;
  readonly groupId: string;
  readonly groupKey: string;
  readonly groupLabels: Readonly<Record<string, string>>;
  readonly reason: string;
  readonly state: DeliveryState;
  readonly firing: number;
  readonly resolved: number;
  readonly queuedAtMs: number;
  /** Absent while it waits or is attempted. */
  readonly endedAtMs?: number;
  /** How many attempts there were; of many, the first and the last are kept. */
  readonly attemptCount: number;
  readonly attempts: readonly AttemptRecord[];
  /** The first of them. */
  readonly alerts: readonly AlertRecord[];
}

export interface AlertRecord {
  readonly fingerprint: string;
  readonly status: 'firing' | 'resolved';
  readonly labels: Readonly<Record<string, string>>;
  readonly startsAt: string;
}

/** How many alerts of a delivery are remembered. */
const ALERTS_MAX = 100;

export type RecordedFate = Pick<DeliveryRecord, 'state' | 'queuedAtMs' | 'endedAtMs' | 'attemptCount' | 'attempts'>;

export function recordOf(delivery: Delivery, fate: RecordedFate): DeliveryRecord {
  const { integration, alerts } = delivery;
  const { receiver, type, index } = integration;
  const resolved = alerts.filter((alert) => alert.resolved).length;
  return {
    id: delivery.id,
    flushId: flushIdOf(delivery),
    receiver,
    integration: `${type}[${index}]`,
    groupId: delivery.groupId,
    groupKey: delivery.groupKey,
    groupLabels: Object.fromEntries(delivery.groupLabels),
    reason: delivery.reason,
    firing: alerts.length - resolved,
    resolved,
    ...fate,
    alerts: alerts.slice(0, ALERTS_MAX).map(({ alert, resolved: isOver }) => ({
      fingerprint: alert.labels.fingerprint,
      status: isOver ? 'resolved' : 'firing',
      labels: Object.fromEntries(alert.labels),
      startsAt: formatTimestamp(alert.startsAt, { digits: 3 }),
    })),
  };
}

/** What a record is found by, beside its id and its time. */
export function aboutOf({ receiver, integration, groupId, groupKey }: DeliveryRecord): readonly string[] {
  return [...new Set([receiver, `${receiver}/${integration}`, groupId, groupKey])];
}

/** The ids of deliveries begin with that of their flush. */
function flushIdOf({ id, integration: { type, index } }: Delivery): string {
  const end = `-${type}-${index}`;
  return id.endsWith(end) ? id.slice(0, -end.length) : id;
}
