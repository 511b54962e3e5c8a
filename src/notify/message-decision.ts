import type { Alert } from '../alerts/alert.js';
import type { Clock } from '../clock/clock.js';
import { alertHash } from '../labels/alert-hash.js';
import type { IntegrationKey, NotificationLog, NotificationLogEntry } from '../nflog/notification-log.js';
import { hashes } from './alert-hashes.js';
import { dedup } from './dedup.js';
import { deliveryKey, type FlushedAlert, type OwedAlert } from './delivery.js';
import type { DeliveryQueue } from './delivery-queue.js';
import type { Flush } from './flush.js';
import type { IntegrationDecision } from './flush-record.js';
import { type Muting, newlyMuted, withToldBefore } from './muting.js';
import type { Integration } from './notifier.js';
import type { NotifyMetrics } from './notify-metrics.js';
import { type Expected, expectedAfter, NOTHING_EXPECTED, type Undelivered } from './owed.js';

export interface DecisionParts {
  readonly clock: Clock;
  readonly log: Pick<NotificationLog, 'last' | 'record'>;
  readonly queue: Pick<DeliveryQueue, 'pending'>;
  readonly metrics: NotifyMetrics;
  /** When this process began, milliseconds since the epoch. */
  readonly startedAtMs: number;
  /** Whether what was told of an alert holds while it is muted. */
  readonly muting: Muting;
  /** What becomes of alerts that end before an integration could be told of them. */
  readonly undelivered: (receiver: string) => Undelivered;
  /** Whether an integration may be told of an alert at all. */
  readonly mayHear: (integration: IntegrationKey, alert: Alert) => boolean;
}

/** What was decided for one integration, and what its message tells. */
export interface MessageDecision extends IntegrationDecision, Expected {
  readonly alerts: readonly FlushedAlert[];
}

/**
 * What one integration is told of a flush, if anything.
 *
 * @param kept the alerts of the flush that are not muted
 */
export async function decideMessage(
  flush: Flush,
  kept: readonly FlushedAlert[],
  { type, index, sendResolved }: Integration,
  parts: DecisionParts,
): Promise<MessageDecision> {
  const integration: IntegrationKey = { receiver: flush.route.receiver, type, index };
  const nothing = { integration, verdict: { send: false, reason: 'none' }, alerts: [], ...NOTHING_EXPECTED } as const;
  const isStrict = parts.muting === 'strict';
  if (kept.length === 0 && !isStrict) return nothing;
  const entry = await lastEntry(flush, integration, parts);
  const unmuted = isStrict ? withToldBefore(flush.alerts, kept, entry) : kept;
  const wanted = unmuted.filter(({ alert }) => parts.mayHear(integration, alert));
  const { owed, unsure } = await expectedBy(integration, flush, wanted, entry, { ...parts, sendResolved });
  const alerts = withoutOldNews(wanted, entry, owed, parts.startedAtMs);
  if (alerts.length === 0) return nothing;
  const { nowMs: flushedAtMs, route } = flush;
  const told = { entry, ...hashes(alerts), owed: owed.map(({ hash }) => hash) };
  const verdict = dedup({ ...told, sendResolved, flushedAtMs, repeatIntervalMs: route.repeatIntervalMs });
  if (!verdict.send) await rememberMuted(entry, alerts, parts);
  return { integration, verdict, alerts, owed, unsure };
}

async function lastEntry(
  { groupKey }: Flush,
  integration: IntegrationKey,
  { clock, log, metrics }: DecisionParts,
): Promise<NotificationLogEntry | undefined> {
  const startedMs = clock.now();
  const entry = await log.last(groupKey, integration);
  metrics.logQuery((clock.now() - startedMs) / 1000, entry !== undefined);
  return entry;
}

async function expectedBy(
  integration: IntegrationKey,
  { groupId }: Flush,
  alerts: readonly FlushedAlert[],
  entry: NotificationLogEntry | undefined,
  { undelivered, queue, sendResolved }: DecisionParts & Pick<Integration, 'sendResolved'>,
): Promise<Expected> {
  const pending = await queue.pending(deliveryKey({ groupId, integration }));
  if (pending === undefined) return NOTHING_EXPECTED;
  return expectedAfter(pending, alerts, entry, { sendResolved, undelivered: undelivered(integration.receiver) });
}

/** An alert that is muted after it was told is told again when it no longer is. */
async function rememberMuted(
  entry: NotificationLogEntry | undefined,
  alerts: readonly FlushedAlert[],
  { log }: DecisionParts,
): Promise<void> {
  const muted = entry === undefined ? undefined : newlyMuted(entry, alerts);
  if (entry !== undefined && muted !== undefined) await log.record({ ...entry, muted });
}

/**
 * An alert that was over before this process began is old news for whoever was not told that it fires: the process
 * before told of its end, or of none of it. Alertmanager has forgotten such alerts after a restart.
 */
function withoutOldNews(
  alerts: readonly FlushedAlert[],
  entry: NotificationLogEntry | undefined,
  owed: readonly OwedAlert[],
  startedAtMs: number,
): readonly FlushedAlert[] {
  const isOldNews = ({ alert, resolved }: FlushedAlert) =>
    resolved &&
    alert.endsAt.ms < startedAtMs &&
    alert.updatedAt.ms < startedAtMs &&
    entry?.firing.includes(alertHash(alert.labels)) !== true &&
    !owed.some(({ hash }) => hash === alertHash(alert.labels));
  return alerts.some(isOldNews) ? alerts.filter((alert) => !isOldNews(alert)) : alerts;
}
