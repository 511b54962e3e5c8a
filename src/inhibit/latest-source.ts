import type { Alert } from '../alerts/alert.js';
import { compareTimestamps } from '../clock/timestamp.js';

/** Source alerts of which only the preferred one is ever asked for. A source that is re-sent costs one comparison. */
export class LatestSource {
  readonly #alerts = new Map<string, Alert>();
  #latest: Alert | undefined;
  /** The preferred one has moved back or gone: look at all of them when asked. */
  #isStale = false;

  get size(): number {
    return this.#alerts.size;
  }

  put(alert: Alert): void {
    this.#alerts.set(alert.labels.fingerprint, alert);
    const latest = this.#latest;
    if (this.#isStale) return;
    if (latest === undefined || !isPreferred(latest, alert)) this.#latest = alert;
    else if (latest.labels.fingerprint === alert.labels.fingerprint) this.#isStale = true;
  }

  remove(fingerprint: string): void {
    if (!this.#alerts.delete(fingerprint)) return;
    if (this.#latest?.labels.fingerprint === fingerprint) this.#isStale = true;
  }

  /** When this one has ended, all of them have. */
  latest(): Alert | undefined {
    if (this.#isStale) {
      this.#latest = undefined;
      for (const alert of this.#alerts.values()) {
        if (this.#latest === undefined || isPreferred(alert, this.#latest)) this.#latest = alert;
      }
      this.#isStale = false;
    }
    return this.#latest;
  }
}

/** The one that ends last, as Alertmanager prefers it; of several, the one with the smallest fingerprint. */
export function isPreferred(source: Alert, other: Alert): boolean {
  const byEnd = compareTimestamps(source.endsAt, other.endsAt);
  return byEnd > 0 || (byEnd === 0 && source.labels.fingerprint < other.labels.fingerprint);
}
