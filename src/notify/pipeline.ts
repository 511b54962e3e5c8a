import type { Clock } from '../clock/clock.js';
import { alertHash } from '../labels/alert-hash.js';
import type { LabelSet } from '../labels/label-set.js';
import type { IntegrationKey, NotificationLog, NotificationLogEntry } from '../nflog/notification-log.js';
import { type DedupVerdict, dedup } from './dedup.js';
import { type Delivery, deliveryKey, type FlushedAlert } from './delivery.js';
import type { DeliveryQueue, Settlement } from './delivery-queue.js';
import type { Flush } from './flush.js';
import type { FlushRecord, FlushRecords, IntegrationDecision } from './flush-record.js';
import { type Muting, newlyMuted, withToldBefore } from './muting.js';
import type { Integration } from './notifier.js';
import type { NotifyMetrics } from './notify-metrics.js';
import { type OwedAlert, owedOf, type Undelivered } from './owed.js';
import type { DroppedAlert, Stage } from './stage.js';
import { type Severities, urgencyOf } from './urgency.js';

/** A flush's attempts have at least this long, whatever the group interval (Alertmanager). */
const TIME_TO_SEND_MIN_MS = 10_000;

export interface PipelineParts {
  /** Inhibition, active time, mute time, silence: in this order. */
  readonly stages: readonly Stage[];
  /** The integrations of a receiver, in build order. */
  readonly integrations: (receiver: string) => readonly Integration[];
  readonly clock: Clock;
  readonly log: Pick<NotificationLog, 'last' | 'record'>;
  readonly queue: Pick<DeliveryQueue, 'put' | 'withdraw' | 'pending'>;
  readonly records: FlushRecords;
  readonly metrics: NotifyMetrics;
  /** When this process began, milliseconds since the epoch. */
  readonly startedAtMs: number;
  /** Renders the route's labels for this flush (5.5). */
  readonly routeLabels: (flush: Flush) => LabelSet;
  /** Whether what was told of an alert holds while it is muted. */
  readonly muting: Muting;
  readonly severities: Severities;
  /** What becomes of alerts that end before an integration could be told of them. */
  readonly undelivered: Undelivered;
}

export interface PipelineResult {
  readonly record: FlushRecord;
  /**
   * Whether everybody knows now what there was to know, once that is clear: every delivery ended well, or none was
   * needed. Only then may resolved alerts leave their group.
   */
  readonly settled: Promise<boolean>;
}

/** From a flush to deliveries: mute, then deduplicate for each integration. */
export class Pipeline {
  constructor(private readonly parts: PipelineParts) {}

  async run(flush: Flush): Promise<PipelineResult> {
    const { kept, dropped } = this.#mute(flush);
    const integrations = this.parts.integrations(flush.route.receiver);
    const decisions = await this.#decide(flush, kept, integrations);
    const record = recordOf(flush, kept, dropped, decisions);
    this.parts.records.add(record);
    return { record, settled: this.#deliver(flush, decisions) };
  }

  #mute(flush: Flush): { kept: readonly FlushedAlert[]; dropped: readonly DroppedAlert[] } {
    let kept = flush.alerts;
    const dropped: DroppedAlert[] = [];
    for (const stage of this.parts.stages) {
      if (kept.length === 0) break;
      const result = stage.run(flush, kept);
      kept = result.kept;
      dropped.push(...result.dropped);
    }
    for (const { reason } of dropped) this.parts.metrics.suppressed(reason.kind);
    return { kept, dropped };
  }

  #decide(
    flush: Flush,
    kept: readonly FlushedAlert[],
    integrations: readonly Integration[],
  ): Promise<AlertsAndDecision[]> {
    const isStrict = this.parts.muting === 'strict';
    return Promise.all(
      integrations.map(async ({ type, index, sendResolved }): Promise<AlertsAndDecision> => {
        const integration: IntegrationKey = { receiver: flush.route.receiver, type, index };
        const nothing = { integration, verdict: { send: false, reason: 'none' }, alerts: [], owed: [] } as const;
        if (kept.length === 0 && !isStrict) return nothing;
        const entry = await this.#lastEntry(flush, integration);
        const wanted = isStrict ? withToldBefore(flush.alerts, kept, entry) : kept;
        const owed = await this.#owed(flush, integration, wanted, entry);
        const alerts = withoutOldNews(wanted, entry, owed, this.parts.startedAtMs);
        if (alerts.length === 0) return nothing;
        const { nowMs: flushedAtMs, route } = flush;
        const { repeatIntervalMs } = route;
        const told = { entry, ...hashes(alerts), owed: owed.map(({ hash }) => hash) };
        const verdict = dedup({ ...told, sendResolved, flushedAtMs, repeatIntervalMs });
        if (!verdict.send) await this.#rememberMuted(entry, alerts);
        return { integration, verdict, alerts, owed };
      }),
    );
  }

  async #owed(
    { groupId }: Flush,
    integration: IntegrationKey,
    alerts: readonly FlushedAlert[],
    entry: NotificationLogEntry | undefined,
  ): Promise<readonly OwedAlert[]> {
    if (this.parts.undelivered === 'forget' || !alerts.some(({ resolved }) => resolved)) return [];
    const pending = await this.parts.queue.pending(deliveryKey({ groupId, integration }));
    return pending === undefined ? [] : owedOf(pending, alerts, entry);
  }

  /** An alert that is muted after it was told is told again when it no longer is. */
  async #rememberMuted(entry: NotificationLogEntry | undefined, alerts: readonly FlushedAlert[]): Promise<void> {
    const muted = entry === undefined ? undefined : newlyMuted(entry, alerts);
    if (entry !== undefined && muted !== undefined) await this.parts.log.record({ ...entry, muted });
  }

  async #lastEntry({ groupKey }: Flush, integration: IntegrationKey): Promise<NotificationLogEntry | undefined> {
    const { clock, log, metrics } = this.parts;
    const startedMs = clock.now();
    const entry = await log.last(groupKey, integration);
    metrics.logQuery((clock.now() - startedMs) / 1000, entry !== undefined);
    return entry;
  }

  async #deliver(flush: Flush, decisions: readonly AlertsAndDecision[]): Promise<boolean> {
    // Rendered at the first need: most flushes find that everybody knows.
    let routeLabels: LabelSet | undefined;
    const settlements = decisions.map(async (decision): Promise<Settlement> => {
      const { integration, verdict } = decision;
      // What still waits is older than this flush and has nothing to say any more.
      if (!verdict.send) {
        this.parts.queue.withdraw(deliveryKey({ groupId: flush.groupId, integration }));
        return 'unneeded';
      }
      routeLabels ??= this.parts.routeLabels(flush);
      const urgency = urgencyOf(decision.alerts, this.parts.severities);
      const settlement = await this.parts.queue.put(deliveryOf(flush, { ...decision, verdict, routeLabels, urgency }));
      this.parts.metrics.settled(settlement);
      this.parts.records.settle(flush.id, integration, settlement);
      return settlement;
    });
    const ends = await Promise.all(settlements);
    return ends.every((end) => end === 'delivered' || end === 'unneeded');
  }
}

/** What was decided for one integration, and what its message tells. */
interface AlertsAndDecision extends IntegrationDecision {
  readonly alerts: readonly FlushedAlert[];
  readonly owed: readonly OwedAlert[];
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

/**
 * The notification-log hashes of the alerts, split by whether they had ended when the group was flushed, and whether
 * those that fire are muted.
 */
export function hashes(alerts: readonly FlushedAlert[]): { firing: string[]; resolved: string[]; muted: string[] } {
  const of = (isWanted: (alert: FlushedAlert) => boolean) =>
    alerts.filter(isWanted).map(({ alert }) => alertHash(alert.labels));
  return {
    firing: of(({ resolved, muted }) => !resolved && !muted),
    resolved: of(({ resolved }) => resolved),
    muted: of(({ resolved, muted }) => !resolved && muted),
  };
}

interface Message extends Pick<AlertsAndDecision, 'integration' | 'alerts' | 'owed'> {
  readonly verdict: DedupVerdict & { send: true };
  readonly routeLabels: LabelSet;
  readonly urgency: number;
}

function deliveryOf(flush: Flush, { integration, verdict, alerts, owed, routeLabels, urgency }: Message): Delivery {
  const { groupId, groupKey, groupLabels, nowMs: flushedAtMs, route } = flush;
  return {
    id: `${flush.id}-${integration.type}-${integration.index}`,
    groupId,
    groupKey,
    groupLabels,
    routeLabels,
    integration,
    reason: verdict.reason,
    alerts,
    owed,
    flushedAtMs,
    deadlineMs: flushedAtMs + Math.max(route.groupIntervalMs, TIME_TO_SEND_MIN_MS),
    repeatIntervalMs: route.repeatIntervalMs,
    urgency,
  };
}

function recordOf(
  flush: Flush,
  kept: readonly FlushedAlert[],
  dropped: readonly DroppedAlert[],
  decisions: readonly IntegrationDecision[],
): FlushRecord {
  const fingerprints = (wanted: boolean) =>
    flush.alerts.filter(({ resolved }) => resolved === wanted).map(({ alert }) => alert.labels.fingerprint);
  return {
    flushId: flush.id,
    atMs: flush.nowMs,
    groupId: flush.groupId,
    groupKey: flush.groupKey,
    groupLabels: flush.groupLabels,
    route: flush.route,
    receiver: flush.route.receiver,
    kept,
    firing: fingerprints(false),
    resolved: fingerprints(true),
    dropped: dropped.map(({ alert, reason }) => ({ fingerprint: alert.alert.labels.fingerprint, reason })),
    decisions: decisions.map(({ integration, verdict }) => ({ integration, verdict })),
  };
}
