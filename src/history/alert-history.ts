import { type Alert, isResolved } from '../alerts/alert.js';
import type { AggregationGroup } from '../grouping/aggregation-group.js';
import type { LabelSet } from '../labels/label-set.js';
import type { Delivery, FlushedAlert, NotificationReason } from '../notify/delivery.js';
import type { Flush } from '../notify/flush.js';
import type { FlushRecord } from '../notify/flush-record.js';
import type { AlertHappening, EventGroup, StoredAlertEvent } from './alert-event.js';
import type { HistoryStore } from './history-store.js';
import { type Describe, muteKey } from './mute-cause.js';
import type { RoutePaths } from './route-path.js';

export interface AlertHistoryParts {
  readonly store: Pick<HistoryStore, 'append'>;
  readonly nowMs: () => number;
  readonly paths: RoutePaths;
  readonly describe: Describe;
}

/** What was recorded of an alert last. */
interface Known {
  readonly labels: LabelSet;
  isFiring: boolean;
  /** By group: what mutes it there, empty where nothing does. Made when there is something to remember. */
  groups: Map<string, string> | undefined;
  /** By group and integration. */
  told: Map<string, 'firing' | 'resolved'> | undefined;
}

/** Writes down what changes for alerts. It is asked on the hot path: nothing is awaited, and no change costs a look-up. */
export class AlertHistory {
  readonly #known = new Map<string, Known>();

  /** @param stored alerts of the process before: what happened to them is written down already */
  constructor(
    private readonly parts: AlertHistoryParts,
    stored: Iterable<Alert>,
  ) {
    const nowMs = parts.nowMs();
    for (const alert of stored) this.#remember(alert.labels, !isResolved(alert, nowMs));
  }

  /** An alert came, for the first time or again. */
  stored(alert: Alert): void {
    const nowMs = this.parts.nowMs();
    const isFiring = !isResolved(alert, nowMs);
    const known = this.#known.get(alert.labels.fingerprint);
    if (known?.isFiring === isFiring) return;
    if (isFiring) this.#fired(known ?? this.#remember(alert.labels, true), alert, nowMs);
    else if (known !== undefined) this.#resolved(known, alert);
    else this.#record(this.#remember(alert.labels, false).labels, nowMs, endOf(alert));
  }

  /** A group has an alert that it did not have before. */
  grouped(alert: Alert, group: AggregationGroup): void {
    const known = this.#known.get(alert.labels.fingerprint) ?? this.#remember(alert.labels, true);
    // The same group again, after a reload.
    if (known.groups?.has(group.id) === true) return;
    known.groups ??= new Map();
    known.groups.set(group.id, '');
    const route = this.parts.paths.of(group.route);
    const { id: groupId, groupKey, receiver } = group;
    const groupLabels = group.labels.toJSON();
    this.#record(known.labels, this.parts.nowMs(), {
      kind: 'grouped',
      route,
      groupId,
      groupKey,
      groupLabels,
      receiver,
    });
  }

  /** A flush begins: an end that nobody reported is seen now. */
  flushing({ alerts }: Flush): void {
    for (const { alert, resolved } of alerts) {
      if (!resolved) continue;
      const known = this.#known.get(alert.labels.fingerprint);
      if (known?.isFiring === true) this.#resolved(known, alert);
    }
  }

  /** A flush has decided. */
  flushed(record: FlushRecord): void {
    for (const { fingerprint, reason } of record.dropped) {
      const known = this.#known.get(fingerprint);
      const key = muteKey(reason);
      if (known === undefined || known.groups?.get(record.groupId) === key) continue;
      known.groups ??= new Map();
      known.groups.set(record.groupId, key);
      const by = this.parts.describe(reason, fingerprint, record.atMs);
      this.#record(known.labels, record.atMs, { kind: 'muted', by, flushId: record.flushId, ...groupOf(record) });
    }
    for (const { alert } of record.kept) {
      const known = this.#known.get(alert.labels.fingerprint);
      // An empty text, too, says that nothing mutes it.
      if (known?.groups === undefined || !known.groups.get(record.groupId)) continue;
      known.groups.set(record.groupId, '');
      this.#record(known.labels, record.atMs, { kind: 'unmuted', flushId: record.flushId, ...groupOf(record) });
    }
  }

  /** An integration has taken a notification of these alerts. */
  notified(delivery: Delivery, alerts: readonly FlushedAlert[], reason: NotificationReason): void {
    const { receiver, type, index } = delivery.integration;
    const integration = `${type}[${index}]`;
    const name = `${delivery.groupId}|${integration}`;
    for (const { alert, resolved } of alerts) {
      const known = this.#known.get(alert.labels.fingerprint);
      const status = resolved ? 'resolved' : 'firing';
      if (known === undefined || known.told?.get(name) === status) continue;
      known.told ??= new Map();
      known.told.set(name, status);
      this.#record(known.labels, this.parts.nowMs(), {
        kind: 'told',
        integration,
        status,
        reason,
        deliveryId: delivery.id,
        ...groupOf({ ...delivery, receiver }),
      });
    }
  }

  /** Alerts that have ended are forgotten. */
  collected(alerts: readonly Alert[]): void {
    for (const alert of alerts) {
      const known = this.#known.get(alert.labels.fingerprint);
      if (known === undefined) continue;
      if (known.isFiring) this.#resolved(known, alert);
      this.#known.delete(alert.labels.fingerprint);
      this.#record(alert.labels, this.parts.nowMs(), { kind: 'collected' });
    }
  }

  #remember(labels: LabelSet, isFiring: boolean): Known {
    const known: Known = { labels, isFiring, groups: undefined, told: undefined };
    this.#known.set(labels.fingerprint, known);
    return known;
  }

  #fired(known: Known, { startsAt }: Alert, nowMs: number): void {
    known.isFiring = true;
    // Whoever was told of the last time has to be told anew.
    known.told = undefined;
    this.#record(known.labels, nowMs, { kind: 'fired', startsAtMs: startsAt.ms });
  }

  #resolved(known: Known, alert: Alert): void {
    known.isFiring = false;
    this.#record(known.labels, Math.min(alert.endsAt.ms, this.parts.nowMs()), endOf(alert));
  }

  #record(labels: LabelSet, atMs: number, happening: AlertHappening): void {
    const { fingerprint } = labels;
    const value: StoredAlertEvent = { fingerprint, labels: labels.toJSON(), happening };
    this.parts.store.append('alerts', { atMs, about: [fingerprint], value });
  }
}

function endOf({ timeout }: Alert): AlertHappening {
  return { kind: 'resolved', isTimeout: timeout };
}

function groupOf({ groupId, groupKey, receiver }: EventGroup): EventGroup {
  return { groupId, groupKey, receiver };
}
