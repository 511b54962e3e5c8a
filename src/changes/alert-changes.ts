import { type Alert, isResolved } from '../alerts/alert.js';
import type { AlertStore } from '../alerts/alert-store.js';
import { isRefresh } from '../alerts/is-refresh.js';
import type { ChangeWatch, Report } from './change.js';

/** How often alerts that have ended are looked for in the store. */
const GONE_EVERY_MS = 1000;

interface Known {
  alert: Alert;
  isOver: boolean;
}

/** Alerts that fire, change, end and are forgotten. To be sent again with a later end is no change. */
export class AlertChanges implements ChangeWatch {
  readonly #known = new Map<string, Known>();
  /** Fingerprints of those that have ended and are still stored. */
  readonly #over = new Set<string>();
  /** None ends before this moment. */
  #nextEndMs = Number.POSITIVE_INFINITY;
  #lookedForGoneMs = 0;
  #report: Report = () => {};
  #unsubscribe: () => void = () => {};

  constructor(
    private readonly store: Pick<AlertStore, 'list' | 'get' | 'subscribe'>,
    private readonly nowMs: () => number,
  ) {}

  start(report: Report): void {
    this.#report = report;
    const nowMs = this.nowMs();
    for (const alert of this.store.list()) this.#know(alert, isResolved(alert, nowMs));
    this.#unsubscribe = this.store.subscribe((alert) => this.#put(alert));
  }

  look(nowMs: number): void {
    if (nowMs >= this.#nextEndMs) this.#lookForEnds(nowMs);
    if (nowMs < this.#lookedForGoneMs + GONE_EVERY_MS) return;
    this.#lookedForGoneMs = nowMs;
    for (const fingerprint of this.#over) {
      if (this.store.get(fingerprint) === undefined) this.#forget(fingerprint);
    }
  }

  stop(): void {
    this.#unsubscribe();
    this.#known.clear();
    this.#over.clear();
    this.#nextEndMs = Number.POSITIVE_INFINITY;
  }

  #put(alert: Alert): void {
    const known = this.#known.get(alert.labels.fingerprint);
    const isOver = isResolved(alert, this.nowMs());
    this.#know(alert, isOver);
    if (known === undefined || known.isOver !== isOver) this.#tell(isOver ? 'resolved' : 'fired', alert);
    else if (!isOver && !isRefresh(known.alert, alert)) this.#tell('changed', alert);
  }

  #know(alert: Alert, isOver: boolean): void {
    const { fingerprint } = alert.labels;
    this.#known.set(fingerprint, { alert, isOver });
    if (isOver) {
      this.#over.add(fingerprint);
    } else {
      this.#over.delete(fingerprint);
      this.#nextEndMs = Math.min(this.#nextEndMs, alert.endsAt.ms);
    }
  }

  #lookForEnds(nowMs: number): void {
    this.#nextEndMs = Number.POSITIVE_INFINITY;
    for (const { alert, isOver } of this.#known.values()) {
      if (isOver) continue;
      const ended = isResolved(alert, nowMs);
      this.#know(alert, ended);
      if (ended) this.#tell('resolved', alert);
    }
  }

  #forget(fingerprint: string): void {
    const known = this.#known.get(fingerprint);
    this.#known.delete(fingerprint);
    this.#over.delete(fingerprint);
    if (known !== undefined) this.#tell('removed', known.alert);
  }

  #tell(change: 'fired' | 'changed' | 'resolved' | 'removed', { labels, startsAt, endsAt }: Alert): void {
    const { fingerprint } = labels;
    this.#report({
      kind: 'alert',
      key: fingerprint,
      change,
      data: {
        fingerprint,
        labels: labels.toJSON(),
        startsAt: new Date(startsAt.ms).toISOString(),
        endsAt: new Date(endsAt.ms).toISOString(),
      },
    });
  }
}
