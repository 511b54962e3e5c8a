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
  /** What was written of it before this process is not known. */
  isRestored: boolean;
  /** By group. Made when there is something to remember. */
  groups: Map<string, KnownGroup> | undefined;
  /** By group and integration. */
  told: Map<string, 'firing' | 'resolved'> | undefined;
}

interface KnownGroup extends EventGroup {
  /** What mutes the alert there; empty where nothing does. */
  mute: string;
}

/** Writes down what changes for alerts. It is asked on the hot path: nothing is awaited, and no change costs a look-up. */
export class AlertHistory {
  readonly #known = new Map<string, Known>();
  /** The groups of each alert by the configuration that is being applied. */
  #regrouped: Map<string, Set<string>> | undefined;
  /** Whether a configuration has been applied before. */
  #isGrouped = false;

  /** @param stored alerts of the process before: what happened to them is written down already */
  constructor(
    private readonly parts: AlertHistoryParts,
    stored: Iterable<Alert>,
  ) {
    const nowMs = parts.nowMs();
    for (const alert of stored) this.#remember(alert.labels, !isResolved(alert, nowMs)).isRestored = true;
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

  /** A configuration is being applied: all alerts are grouped by it, until `applied`. */
  applying(): void {
    // At the first time nothing is known to be grouped that might not be any more.
    if (this.#isGrouped) this.#regrouped = new Map();
    this.#isGrouped = true;
  }

  /** All alerts are grouped by the configuration. */
  applied(): void {
    const regrouped = this.#regrouped;
    if (regrouped === undefined) return;
    this.#regrouped = undefined;
    for (const [fingerprint, known] of this.#known) {
      for (const [groupId, group] of known.groups ?? []) {
        if (regrouped.get(fingerprint)?.has(groupId) === true) continue;
        known.groups?.delete(groupId);
        this.#record(known.labels, this.parts.nowMs(), { kind: 'ungrouped', ...groupOf(group) });
      }
    }
  }

  /** A group has an alert that it did not have before. */
  grouped(alert: Alert, group: AggregationGroup): void {
    const known = this.#known.get(alert.labels.fingerprint) ?? this.#remember(alert.labels, true);
    this.#noteRegrouped(alert.labels.fingerprint, group.id);
    // The same group again, after a reload.
    if (known.groups?.has(group.id) === true) return;
    const route = this.parts.paths.of(group.route);
    const { id: groupId, groupKey, receiver } = group;
    const groupLabels = group.labels.toJSON();
    const anew = known.isRestored ? { anew: true as const } : {};
    known.isRestored = false;
    known.groups ??= new Map();
    known.groups.set(groupId, { groupId, groupKey, receiver, mute: '' });
    this.#record(known.labels, this.parts.nowMs(), {
      kind: 'grouped',
      ...anew,
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
      const group = known?.groups?.get(record.groupId);
      if (known === undefined || group === undefined || group.mute === key) continue;
      group.mute = key;
      const by = this.parts.describe(reason, fingerprint, record.atMs);
      this.#record(known.labels, record.atMs, { kind: 'muted', by, flushId: record.flushId, ...groupOf(record) });
    }
    for (const { alert } of record.kept) {
      const known = this.#known.get(alert.labels.fingerprint);
      const group = known?.groups?.get(record.groupId);
      if (known === undefined || group === undefined || group.mute === '') continue;
      group.mute = '';
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

  #noteRegrouped(fingerprint: string, groupId: string): void {
    if (this.#regrouped === undefined) return;
    const groups = this.#regrouped.get(fingerprint);
    if (groups === undefined) this.#regrouped.set(fingerprint, new Set([groupId]));
    else groups.add(groupId);
  }

  #remember(labels: LabelSet, isFiring: boolean): Known {
    const known: Known = { labels, isFiring, isRestored: false, groups: undefined, told: undefined };
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
