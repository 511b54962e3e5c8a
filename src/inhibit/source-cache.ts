import type { Alert } from '../alerts/alert.js';
import type { LabelSet } from '../labels/label-set.js';
import type { InhibitRule } from './inhibit-rule.js';

/** The source alerts of one rule, by the values of its `equal` labels. Resolved ones stay until they are collected. */
export class SourceCache {
  readonly #byKey = new Map<string, Map<string, Alert>>();

  constructor(readonly rule: InhibitRule) {}

  put(alert: Alert): void {
    const key = this.#keyOf(alert.labels);
    const sources = this.#byKey.get(key) ?? new Map<string, Alert>();
    sources.set(alert.labels.fingerprint, alert);
    this.#byKey.set(key, sources);
  }

  remove(labels: LabelSet): void {
    const key = this.#keyOf(labels);
    const sources = this.#byKey.get(key);
    sources?.delete(labels.fingerprint);
    if (sources?.size === 0) this.#byKey.delete(key);
  }

  /** The sources whose `equal` labels have the target's values. */
  sources(target: LabelSet): Iterable<Alert> {
    return this.#byKey.get(this.#keyOf(target))?.values() ?? [];
  }

  /** An absent label equals an empty one. */
  #keyOf(labels: LabelSet): string {
    return this.rule.equal.map((name) => labels.get(name) ?? '').join('\xff');
  }
}
