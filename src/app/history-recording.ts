import type { Alert } from '../alerts/alert.js';
import type { Clock } from '../clock/clock.js';
import type { AggregationGroup } from '../grouping/aggregation-group.js';
import type { DispatchEvents } from '../grouping/dispatch-events.js';
import { AlertHistory } from '../history/alert-history.js';
import { FlushHistory } from '../history/flush-history.js';
import { type Describe, type MuteCause, ruleText } from '../history/mute-cause.js';
import { type RoutePath, RoutePaths } from '../history/route-path.js';
import type { Inhibitor } from '../inhibit/inhibitor.js';
import type { Logger } from '../log/logger.js';
import type { Delivery, FlushedAlert, NotificationReason } from '../notify/delivery.js';
import type { DeliveryEvents } from '../notify/delivery-events.js';
import type { Flush } from '../notify/flush.js';
import type { FlushRecord, FlushWatch } from '../notify/flush-record.js';
import type { DropReason } from '../notify/stage.js';
import type { Route } from '../routing/route.js';
import type { Silences } from '../silences/silences.js';
import type { Storage } from '../storage/storage.js';

export interface HistoryRecordingParts {
  readonly clock: Clock;
  readonly storage: Pick<Storage, 'alerts' | 'history'>;
  readonly silences: Pick<Silences, 'get'>;
  readonly logger: Logger;
  /** Of the configuration at work. */
  readonly inhibitor: () => Pick<Inhibitor, 'find'>;
  /** Who keeps another record. */
  readonly next: (DispatchEvents & DeliveryEvents) | undefined;
}

/** Writes down what the engine does, for whoever asks later. */
export class HistoryRecording implements DispatchEvents, DeliveryEvents, FlushWatch {
  readonly #paths = new RoutePaths();
  readonly #alerts: AlertHistory;
  readonly #flushes: FlushHistory;

  /** Has to be made before anybody else subscribes to the alerts: what it writes comes first. */
  constructor(private readonly parts: HistoryRecordingParts) {
    const { clock, storage } = parts;
    const shared = { store: storage.history, paths: this.#paths, describe: this.describe };
    this.#alerts = new AlertHistory({ ...shared, nowMs: () => clock.now() }, storage.alerts.list());
    this.#flushes = new FlushHistory(shared);
    storage.alerts.subscribe((alert) => this.#write(() => this.#alerts.stored(alert)));
  }

  pathOf(route: Route): RoutePath {
    return this.#paths.of(route);
  }

  /**
   * A configuration is put to work.
   *
   * @param run groups all alerts by it
   */
  apply<T>(root: Route, run: () => T): T {
    this.#paths.apply(root);
    this.#alerts.applying();
    const running = run();
    this.#write(() => this.#alerts.applied());
    return running;
  }

  grouped(alert: Alert, group: AggregationGroup): void {
    this.#write(() => this.#alerts.grouped(alert, group));
    this.parts.next?.grouped(alert, group);
  }

  flushing(flush: Flush, group: AggregationGroup): void {
    this.#write(() => this.#alerts.flushing(flush));
    this.parts.next?.flushing(flush, group);
  }

  settled(flush: Flush, isDone: boolean): void {
    this.parts.next?.settled(flush, isDone);
  }

  decided(record: FlushRecord): void {
    this.#write(() => {
      this.#flushes.decided(record);
      this.#alerts.flushed(record);
    });
  }

  ended(record: FlushRecord): void {
    this.#write(() => this.#flushes.ended(record));
  }

  notified(delivery: Delivery, alerts: readonly FlushedAlert[], reason: NotificationReason): void {
    this.#write(() => this.#alerts.notified(delivery, alerts, reason));
    this.parts.next?.notified(delivery, alerts, reason);
  }

  collected(alerts: readonly Alert[]): void {
    this.#write(() => this.#alerts.collected(alerts));
  }

  /** A defect in here keeps nobody from being paged. */
  #write(what: () => void): void {
    try {
      what();
    } catch (error) {
      this.parts.logger.error('History could not be written', { err: String(error) });
    }
  }

  readonly describe: Describe = (reason, fingerprint, nowMs) => this.#causeOf(reason, fingerprint, nowMs);

  #causeOf(reason: DropReason, fingerprint: string, nowMs: number): MuteCause {
    const { storage, silences, inhibitor } = this.parts;
    switch (reason.kind) {
      case 'inhibited': {
        const alert = storage.alerts.get(fingerprint);
        const found = alert && inhibitor().find(alert.labels, nowMs);
        const source = storage.alerts.get(reason.source)?.labels.toJSON() ?? {};
        const rule = reason.rule === '' && found !== undefined ? ruleText(found.rule) : reason.rule;
        return { kind: 'inhibited', rule, source: { fingerprint: reason.source, labels: source } };
      }
      case 'silenced':
        return {
          kind: 'silenced',
          silences: reason.silences.map((id) => {
            const { createdBy = '', comment = '', endsAtMs = nowMs } = silences.get(id) ?? {};
            return { id, createdBy, comment, endsAtMs };
          }),
        };
      case 'in mute time':
      case 'outside active time':
        return reason;
    }
  }
}
