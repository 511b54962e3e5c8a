import { compareTimestamps, type Timestamp, utc } from '../clock/timestamp.js';
import type { Alert } from './alert.js';

/** The alerts of one name that are let in. */
interface Admitted {
  readonly endsAtByFingerprint: Map<string, Timestamp>;
  /** No alert among them ends before this; it may be earlier than the earliest of them. */
  earliestEnd: Timestamp;
}

/**
 * Bounds how many alerts of one `alertname` are stored (`--alerts.per-alertname-limit`). A known alert may always be
 * updated; a new one takes the place of one that has ended, or is refused when there is none.
 */
export class AlertnameLimit {
  readonly #byName = new Map<string, Admitted>();

  /**
   * @param max alerts for each name; 0 or less: no limit
   * @param onRefused told of each alert that was refused, for the log and a metric
   */
  constructor(
    readonly max: number,
    private readonly onRefused: (alert: Alert) => void,
  ) {}

  /** Whether the alert may be stored. Asked once for each alert that is put, after it was merged. */
  admits(alert: Alert, nowMs: number): boolean {
    if (this.max <= 0) return true;
    const admitted = this.#admittedOf(alert.labels.get('alertname') ?? '', alert.endsAt);
    const { endsAtByFingerprint } = admitted;
    const { fingerprint } = alert.labels;
    if (!endsAtByFingerprint.has(fingerprint) && endsAtByFingerprint.size >= this.max) evictEnded(admitted, nowMs);
    if (!endsAtByFingerprint.has(fingerprint) && endsAtByFingerprint.size >= this.max) {
      this.onRefused(alert);
      return false;
    }
    endsAtByFingerprint.set(fingerprint, alert.endsAt);
    if (compareTimestamps(alert.endsAt, admitted.earliestEnd) < 0) admitted.earliestEnd = alert.endsAt;
    return true;
  }

  /** Gives back the places of alerts that were collected. */
  forget(alerts: Iterable<Alert>): void {
    for (const { labels } of alerts) {
      const name = labels.get('alertname') ?? '';
      const admitted = this.#byName.get(name);
      admitted?.endsAtByFingerprint.delete(labels.fingerprint);
      if (admitted?.endsAtByFingerprint.size === 0) this.#byName.delete(name);
    }
  }

  #admittedOf(name: string, endsAt: Timestamp): Admitted {
    const known = this.#byName.get(name);
    if (known !== undefined) return known;
    const admitted: Admitted = { endsAtByFingerprint: new Map(), earliestEnd: endsAt };
    this.#byName.set(name, admitted);
    return admitted;
  }
}

/**
 * Looks at the alerts only when one of them may have ended, so that a flood of refused alerts costs nothing. That all
 * ended ones go, where Alertmanager evicts one at a time, lets in the same alerts: an ended one never holds a place
 * against a new one.
 */
function evictEnded(admitted: Admitted, nowMs: number): void {
  const now = utc(nowMs);
  if (compareTimestamps(admitted.earliestEnd, now) >= 0) return;
  let earliestEnd: Timestamp | undefined;
  for (const [fingerprint, endsAt] of admitted.endsAtByFingerprint) {
    if (compareTimestamps(endsAt, now) < 0) admitted.endsAtByFingerprint.delete(fingerprint);
    else if (earliestEnd === undefined || compareTimestamps(endsAt, earliestEnd) < 0) earliestEnd = endsAt;
  }
  admitted.earliestEnd = earliestEnd ?? now;
}
