import { randomUUID } from 'node:crypto';
import { type Alert, isResolved } from '../alerts/alert.js';
import { ZERO_TIME } from '../clock/timestamp.js';
import type { AggregationGroup } from '../grouping/aggregation-group.js';
import type { DispatchEvents } from '../grouping/dispatch-events.js';
import type { Inhibition } from '../inhibit/inhibitor.js';
import type { LabelSet } from '../labels/label-set.js';
import type { Matcher } from '../labels/matcher.js';
import { hashes } from '../notify/alert-hashes.js';
import type { Delivery, FlushedAlert, NotificationReason } from '../notify/delivery.js';
import type { DeliveryEvents } from '../notify/delivery-events.js';
import type { Flush } from '../notify/flush.js';
import type { Silence } from '../silences/silence.js';
import type { SilenceEvents } from '../silences/silence-events.js';
import type { EventData, GroupMessage, NotifyReasonName } from './event-message.js';
import type { EventRecorder } from './event-recorder.js';
import {
  alertMessage,
  decimal,
  groupMessage,
  hashOf,
  inhibitRuleMessage,
  matcherMessage,
  momentOfMs,
  mutedAlertMessage,
  silenceMessage,
} from './messages-of.js';

/** What a delivery does not carry itself: a delivery that survived a restart is recorded without it. */
interface FlushContext {
  readonly groupUuid: string;
  readonly number: number;
  readonly matchers: readonly Matcher[];
  readonly muted: Set<string>;
}

/** How many flushes may be under way and remembered; the oldest is forgotten first. */
const FLUSHES_MAX = 10_000;

const REASONS: Readonly<Record<NotificationReason, NotifyReasonName>> = {
  unknown: 'NOTIFY_REASON_UNSPECIFIED',
  'first notification': 'NOTIFY_REASON_FIRST_NOTIFICATION',
  'new alerts added': 'NOTIFY_REASON_NEW_ALERTS_IN_GROUP',
  'some alerts resolved': 'NOTIFY_REASON_NEW_RESOLVED_ALERTS',
  'all alerts resolved': 'NOTIFY_REASON_ALL_ALERTS_RESOLVED',
  'repeat interval elapsed': 'NOTIFY_REASON_REPEAT_INTERVAL_ELAPSED',
};

/** Turns what happens in the engine into events. */
export class EngineEvents implements DispatchEvents, DeliveryEvents, SilenceEvents {
  readonly #groups = new WeakMap<AggregationGroup, { readonly uuid: string; flushes: number }>();
  readonly #flushes = new Map<string, FlushContext>();

  constructor(
    private readonly recorder: Pick<EventRecorder, 'record'>,
    private readonly nowMs: () => number,
  ) {}

  started(version: string, buildContext: string): void {
    this.recorder.record(() => ({ alertmanagerStartupEvent: { version, buildContext } }));
  }

  stopped(): void {
    this.recorder.record(() => ({ alertmanagerShutdownEvent: {} }));
  }

  /** The store has an alert that it did not have before. */
  stored(alert: Alert): void {
    this.recorder.record(() => ({ alertCreated: { alert: alertMessage(alert, isResolved(alert, this.nowMs())) } }));
  }

  grouped(alert: Alert, group: AggregationGroup): void {
    const { groupKey, labels: groupLabels, receiver } = group;
    this.recorder.record(() => ({
      alertGrouped: {
        alert: { hash: hashOf(alert.labels), details: alertMessage(alert, isResolved(alert, this.nowMs())) },
        groupInfo: groupMessage({ groupKey, groupLabels, receiver }),
      },
    }));
  }

  flushing(flush: Flush, group: AggregationGroup): void {
    const known = this.#groups.get(group) ?? { uuid: randomUUID(), flushes: 0 };
    known.flushes++;
    this.#groups.set(group, known);
    const { matchers } = group.route;
    const key = keyOf(flush.groupId, flush.nowMs);
    this.#flushes.set(key, { groupUuid: known.uuid, number: known.flushes, matchers, muted: new Set() });
    for (const oldest of this.#flushes.keys()) {
      if (this.#flushes.size <= FLUSHES_MAX) break;
      this.#flushes.delete(oldest);
    }
  }

  settled(flush: Flush, isDone: boolean): void {
    this.#flushes.delete(keyOf(flush.groupId, flush.nowMs));
    if (!isDone) return;
    const { groupKey, groupLabels, route } = flush;
    for (const { alert, resolved } of flush.alerts) {
      if (!resolved) continue;
      this.recorder.record(() => ({
        alertResolved: {
          alert: { hash: hashOf(alert.labels), details: alertMessage(alert, true) },
          groupInfo: groupMessage({ groupKey, groupLabels, receiver: route.receiver }),
        },
      }));
    }
  }

  inhibited(flush: Flush, labels: LabelSet, { rule, source }: Inhibition): void {
    this.#mute(flush, labels);
    this.recorder.record(() => ({
      inhibitionMutedAlert: {
        inhibitRules: [inhibitRuleMessage(rule)],
        mutedAlert: mutedAlertMessage(labels),
        inhibitingFingerprints: [decimal(source.labels.fingerprint)],
      },
    }));
  }

  silenced(flush: Flush, labels: LabelSet, silences: readonly Silence[]): void {
    this.#mute(flush, labels);
    for (const silence of silences) {
      this.recorder.record(() => ({
        silenceMutedAlert: { silence: silenceMessage(silence), mutedAlert: mutedAlertMessage(labels) },
      }));
    }
  }

  notified(delivery: Delivery, alerts: readonly FlushedAlert[], reason: NotificationReason): void {
    const context = this.#flushes.get(keyOf(delivery.groupId, delivery.flushedAtMs));
    this.recorder.record(() => notificationOf(delivery, alerts, reason, context));
  }

  created(silence: Silence): void {
    this.recorder.record(() => ({ silenceCreated: { silence: silenceMessage(silence) } }));
  }

  updated(silence: Silence): void {
    this.recorder.record(() => ({ silenceUpdated: { silence: silenceMessage(silence) } }));
  }

  #mute({ groupId, nowMs }: Flush, labels: LabelSet): void {
    this.#flushes.get(keyOf(groupId, nowMs))?.muted.add(hashOf(labels));
  }
}

function notificationOf(
  delivery: Delivery,
  alerts: readonly FlushedAlert[],
  reason: NotificationReason,
  context: FlushContext | undefined,
): EventData {
  const { groupKey, groupLabels, integration, repeatIntervalMs } = delivery;
  const { firing, resolved } = hashes(delivery.alerts);
  const byHash = (hash: string) => ({ hash: decimal(hash) });
  return {
    notification: {
      alerts: alerts.map(({ alert, resolved }) => ({
        hash: hashOf(alert.labels),
        // A flush takes the end away from what still fires (Alertmanager).
        details: alertMessage(alert, resolved, resolved ? alert.endsAt : ZERO_TIME),
      })),
      firingAlerts: firing.map(byHash),
      resolvedAlerts: resolved.map(byHash),
      mutedAlerts: [...(context?.muted ?? [])].map((hash) => ({ hash })),
      groupInfo: groupInfoOf(groupMessage({ groupKey, groupLabels, receiver: integration.receiver }), context),
      repeatInterval: momentOfMs(repeatIntervalMs),
      reason: REASONS[reason],
      flushId: String(context?.number ?? 0),
      integration: { name: integration.type, index: String(integration.index) },
    },
  };
}

function groupInfoOf(group: GroupMessage, context: FlushContext | undefined): GroupMessage {
  if (context === undefined) return group;
  return { ...group, matchers: context.matchers.map(matcherMessage), groupUuid: context.groupUuid };
}

/** A group is flushed once at a time. */
function keyOf(groupId: string, flushedAtMs: number): string {
  return `${flushedAtMs}|${groupId}`;
}
