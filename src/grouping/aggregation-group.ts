import type { Alert } from '../alerts/alert.js';
import { isRefresh } from '../alerts/is-refresh.js';
import type { CancelTimer } from '../clock/clock.js';
import type { LabelSet } from '../labels/label-set.js';
import { groupId } from '../routing/group-id.js';
import { groupKey } from '../routing/group-key.js';
import type { Route } from '../routing/route.js';

/** What the last flush made of an alert; `unprocessed` until its group was flushed with it. */
export type AlertMark = 'unprocessed' | 'active' | 'suppressed';

/** The alerts of one route that share the values of its group_by labels, and are told together. */
export class AggregationGroup {
  readonly id: string;
  readonly groupKey: string;

  readonly #alerts = new Map<string, Alert>();
  readonly #suppressed = new Map<string, boolean>();
  #cancelTimer: CancelTimer | undefined;

  /** Counts the changes of its alerts; to be sent again as it was is none. */
  version = 0;
  /** When the last of them was heard of, milliseconds since the epoch. */
  updatedAtMs = 0;

  /** When the next flush is due, milliseconds since the epoch. */
  nextFlushMs = 0;
  /** A flush is being worked on; another that comes due meanwhile runs right after it. */
  isFlushing = false;
  isOverdue = false;
  /** No alert is left, and nobody waits for a message: an alert with the same labels begins a new group. */
  isDestroyed = false;

  constructor(
    readonly route: Route,
    readonly labels: LabelSet,
  ) {
    this.groupKey = groupKey(route, labels);
    this.id = groupId(route, labels);
  }

  get receiver(): string {
    return this.route.receiver;
  }

  get size(): number {
    return this.#alerts.size;
  }

  alerts(): readonly Alert[] {
    return [...this.#alerts.values()];
  }

  /** Whether the group holds an alert with this fingerprint. */
  has(fingerprint: string): boolean {
    return this.#alerts.has(fingerprint);
  }

  /** @returns whether the group did not hold an alert of these labels before */
  insert(alert: Alert): boolean {
    const { fingerprint } = alert.labels;
    const known = this.#alerts.get(fingerprint);
    this.#alerts.set(fingerprint, alert);
    if (known !== undefined && isRefresh(known, alert)) return false;
    this.version++;
    this.updatedAtMs = alert.updatedAt.ms;
    return known === undefined;
  }

  /** Forgets these alerts, but for those that were updated after the flush that told of them. */
  remove(alerts: readonly Alert[]): void {
    for (const alert of alerts) {
      const { fingerprint } = alert.labels;
      if (this.#alerts.get(fingerprint) !== alert) continue;
      this.#alerts.delete(fingerprint);
      this.#suppressed.delete(fingerprint);
      this.version++;
    }
  }

  /** Notes what a flush made of an alert. */
  mark(fingerprint: string, suppressed: boolean): void {
    if (this.#alerts.has(fingerprint)) this.#suppressed.set(fingerprint, suppressed);
  }

  markOf(fingerprint: string): AlertMark {
    const suppressed = this.#suppressed.get(fingerprint);
    if (suppressed === undefined) return 'unprocessed';
    return suppressed ? 'suppressed' : 'active';
  }

  /** Replaces the group's one timer. */
  arm(atMs: number, set: (atMs: number) => CancelTimer): void {
    this.#cancelTimer?.();
    this.nextFlushMs = atMs;
    this.#cancelTimer = set(atMs);
  }

  disarm(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
  }
}
