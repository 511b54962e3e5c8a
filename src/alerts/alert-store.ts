import type { Alert } from './alert.js';
import type { Equality } from './label-index.js';

/** Called for every alert that was put, as it was merged, in the order of the puts. */
export type AlertListener = (alert: Alert) => void;

/** All alerts that this replica knows, by the fingerprint of their labels. Reads are synchronous: they are memory. */
export abstract class AlertStore {
  /**
   * Merges each alert into the stored one of the same labels (`mergeAlert`) and tells the listeners before it
   * returns. The promise resolves once what must survive a crash is on disk; a put that only moves an alert's end
   * does not wait. It never rejects: a store that cannot write goes on in memory and says so by metric and log.
   */
  abstract put(alerts: readonly Alert[]): Promise<void>;

  abstract get(fingerprint: string): Alert | undefined;

  /** All alerts, resolved ones too until they are collected. */
  abstract list(): Iterable<Alert>;

  /** No fewer than the alerts that have all of these labels, at the cost of those that have the rarest of them. */
  abstract candidates(equalities: readonly Equality[]): Iterable<Alert>;

  /** @returns a function that ends the subscription */
  abstract subscribe(listener: AlertListener): () => void;

  /** Forgets the alerts that have ended at `nowMs` and returns them. */
  abstract collect(nowMs: number): readonly Alert[];
}
