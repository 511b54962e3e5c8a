import { type Alert, isResolved } from '../../alerts/alert.js';
import { decodeAlert, encodeAlert, type StoredAlert } from '../../alerts/alert-codec.js';
import { type AlertListener, AlertStore } from '../../alerts/alert-store.js';
import type { AlertnameLimit } from '../../alerts/alertname-limit.js';
import { isRefresh } from '../../alerts/is-refresh.js';
import { keepTexts } from '../../alerts/keep-texts.js';
import { type Equality, LabelIndex } from '../../alerts/label-index.js';
import { mergeAlert } from '../../alerts/merge-alert.js';
import { mergeSharedAlert } from '../../alerts/merge-shared-alert.js';
import type { Clock } from '../../clock/clock.js';
import { TextPool } from '../../labels/text-pool.js';
import type { LocalCopy } from './local-copy.js';
import type { ReplicatedTable, TableKind } from './replicated-table.js';

/**
 * An alert that only fires on is told to the others when its end moves by more: senders that post to every replica would
 * have each of them tell the same otherwise.
 */
const END_SLACK_MS = 2_000;

export const ALERTS: TableKind<Alert, StoredAlert> = {
  name: 'alerts',
  encode: encodeAlert,
  decode: decodeAlert,
  merge: mergeSharedAlert,
  isNews: (shared, own) => !isRefresh(shared, own) || own.endsAt.ms - shared.endsAt.ms > END_SLACK_MS,
  // Also one that has ended: the others may not have heard of its end.
  isOver: () => false,
  // It leaves with `collect`, whose caller has to know.
  followsRemovals: false,
};

export interface RedisAlertStoreParts {
  readonly table: ReplicatedTable<Alert, StoredAlert>;
  readonly clock: Clock;
  /** It refuses what is sent to this replica; what another one took is taken. */
  readonly limit: AlertnameLimit | undefined;
  readonly copy?: LocalCopy['alerts'] | undefined;
  /** A bound of this name was reached. */
  readonly boundReached: (bound: string) => void;
}

interface Holder {
  alert: Alert;
}

/** The alerts that replicas share: each has all of them in memory, whichever of them they were sent to. */
export class RedisAlertStore extends AlertStore {
  readonly #holders = new Map<string, Holder>();
  readonly #texts = new TextPool();
  readonly #byLabel = new LabelIndex(
    () => this.#holders.values(),
    () => this.parts.boundReached('label_index'),
  );
  readonly #listeners = new Set<AlertListener>();

  constructor(private readonly parts: RedisAlertStoreParts) {
    super();
    const { table, limit, clock, copy } = parts;
    table.subscribe((change) => {
      if (change.kind === 'removed') return;
      limit?.admits(change.value, clock.now());
      this.#hold(change.value);
      void copy?.put([change.value]);
    });
  }

  override async put(alerts: readonly Alert[]): Promise<void> {
    const { table, clock, limit, copy } = this.parts;
    const nowMs = clock.now();
    const admitted: Alert[] = [];
    for (const incoming of alerts) {
      const { fingerprint } = incoming.labels;
      const known = table.get(fingerprint);
      const alert = keepTexts(mergeAlert(known, incoming, nowMs), known, this.#texts);
      if (limit?.admits(alert, nowMs) === false) continue;
      table.put(fingerprint, alert);
      this.#hold(alert);
      admitted.push(alert);
    }
    await Promise.all([table.send(), copy?.put(admitted)]);
  }

  override get(fingerprint: string): Alert | undefined {
    return this.#holders.get(fingerprint)?.alert;
  }

  override *list(): IterableIterator<Alert> {
    for (const { alert } of this.#holders.values()) yield alert;
  }

  override *candidates(equalities: readonly Equality[]): IterableIterator<Alert> {
    for (const { alert } of this.#byLabel.candidates(equalities)) yield alert;
  }

  override subscribe(listener: AlertListener): () => void {
    // Its own object, so that ending one subscription leaves another of the same function alone.
    const tell: AlertListener = (alert) => listener(alert);
    this.#listeners.add(tell);
    return () => this.#listeners.delete(tell);
  }

  override collect(nowMs: number): readonly Alert[] {
    const { table, limit, copy } = this.parts;
    const ended = [...this.list()].filter((alert) => isResolved(alert, nowMs));
    for (const { labels } of ended) {
      this.#forget(labels.fingerprint);
      table.remove(labels.fingerprint);
    }
    limit?.forget(ended);
    void table.send();
    copy?.collect(nowMs);
    return ended;
  }

  /** Keeps what is known of an alert now, and tells of it. */
  #hold(alert: Alert): void {
    const { fingerprint } = alert.labels;
    const known = this.#holders.get(fingerprint);
    if (known === undefined) {
      const holder = { alert };
      this.#holders.set(fingerprint, holder);
      this.#byLabel.add(holder);
    } else {
      known.alert = alert;
    }
    for (const tell of this.#listeners) tell(alert);
  }

  #forget(fingerprint: string): void {
    const holder = this.#holders.get(fingerprint);
    if (holder === undefined) return;
    this.#byLabel.remove(holder);
    this.#holders.delete(fingerprint);
  }
}
