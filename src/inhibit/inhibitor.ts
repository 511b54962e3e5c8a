import type { Alert } from '../alerts/alert.js';
import type { LabelSet } from '../labels/label-set.js';
import { matchesAll } from '../labels/matcher.js';
import type { InhibitRule } from './inhibit-rule.js';
import { RuleIndex } from './rule-index.js';
import { SourceCache } from './source-cache.js';

/** Why an alert is inhibited. */
export interface Inhibition {
  readonly rule: InhibitRule;
  /** The firing alert that mutes it. */
  readonly source: Alert;
}

/**
 * Says whether a firing alert mutes another one, by the rules of a configuration.
 *
 * Alertmanager remembers one source for each key of a rule, so that a source can hide another one (its issues 2229 and
 * 2783). Here every source of a key counts. Alerts that both match both sides of a rule do not mute each other, nor
 * themselves.
 */
export class Inhibitor {
  readonly #bySource: RuleIndex<SourceCache>;
  readonly #byTarget: RuleIndex<SourceCache>;

  constructor(rules: readonly InhibitRule[]) {
    const caches = rules.map((rule) => new SourceCache(rule));
    this.#bySource = new RuleIndex(caches, ({ rule }) => rule.source);
    this.#byTarget = new RuleIndex(caches, ({ rule }) => rule.target);
  }

  /** Takes note of a new or changed alert. */
  put(alert: Alert): void {
    for (const cache of this.#bySource.candidates(alert.labels)) {
      if (matchesAll(cache.rule.source, alert.labels)) cache.put(alert);
    }
  }

  /** Forgets alerts that were collected. */
  forget(alerts: Iterable<Alert>): void {
    for (const alert of alerts) {
      for (const cache of this.#bySource.candidates(alert.labels)) cache.remove(alert.labels);
    }
  }

  /** The first rule that mutes the alert, and its source that ends last. */
  find(labels: LabelSet, nowMs: number): Inhibition | undefined {
    for (const cache of this.#byTarget.candidates(labels)) {
      if (!matchesAll(cache.rule.target, labels)) continue;
      const source = cache.find(labels, nowMs);
      if (source !== undefined) return { rule: cache.rule, source };
    }
    return undefined;
  }

  /** Fingerprint of the source that mutes the alert; empty when none does. */
  inhibitedBy(labels: LabelSet, nowMs: number): readonly string[] {
    const hit = this.find(labels, nowMs);
    return hit === undefined ? [] : [hit.source.labels.fingerprint];
  }
}
