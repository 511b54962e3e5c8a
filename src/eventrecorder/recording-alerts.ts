import type { Alert } from '../alerts/alert.js';
import type { AlertListener, AlertStore } from '../alerts/alert-store.js';
import type { EngineEvents } from './engine-events.js';

/** Keeps a record of alerts that come for the first time, before whoever subscribed here hears of them. */
export class RecordingAlerts {
  /** Of the put under way. */
  readonly #new = new Set<string>();

  constructor(
    private readonly alerts: AlertStore,
    private readonly events: Pick<EngineEvents, 'stored'>,
  ) {}

  put(alerts: readonly Alert[]): Promise<void> {
    for (const { labels } of alerts) {
      if (this.alerts.get(labels.fingerprint) === undefined) this.#new.add(labels.fingerprint);
    }
    const stored = this.alerts.put(alerts);
    // All who subscribed were told by now. What is left was refused, or nobody subscribed.
    for (const fingerprint of this.#new) {
      const alert = this.alerts.get(fingerprint);
      if (alert !== undefined) this.#recordIfNew(alert);
    }
    this.#new.clear();
    return stored;
  }

  list(): Iterable<Alert> {
    return this.alerts.list();
  }

  subscribe(listener: AlertListener): () => void {
    return this.alerts.subscribe((alert) => {
      this.#recordIfNew(alert);
      listener(alert);
    });
  }

  #recordIfNew(alert: Alert): void {
    if (this.#new.delete(alert.labels.fingerprint)) this.events.stored(alert);
  }
}
