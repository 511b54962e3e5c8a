import { type Alert, isResolved } from '../alerts/alert.js';
import { compareTimestamps } from '../clock/timestamp.js';
import type { LabelSet } from '../labels/label-set.js';
import { type Matcher, matchesAll } from '../labels/matcher.js';
import type { InhibitRule } from './inhibit-rule.js';
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
 * 2783). Here every source of a key is looked at.
 */
export class Inhibitor {
  readonly #caches: readonly SourceCache[];
  readonly #bySource: RuleIndex;
  readonly #byTarget: RuleIndex;

  constructor(rules: readonly InhibitRule[]) {
    this.#caches = rules.map((rule) => new SourceCache(rule));
    this.#bySource = new RuleIndex(this.#caches, ({ source }) => source);
    this.#byTarget = new RuleIndex(this.#caches, ({ target }) => target);
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
      const source = findSource(cache, labels, nowMs);
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

/** Alerts of which both match both sides of a rule do not mute each other, nor themselves. */
function findSource(cache: SourceCache, target: LabelSet, nowMs: number): Alert | undefined {
  let found: Alert | undefined;
  let isTargetASource: boolean | undefined;
  for (const source of cache.sources(target)) {
    if (isResolved(source, nowMs)) continue;
    isTargetASource ??= matchesAll(cache.rule.source, target);
    if (isTargetASource && matchesAll(cache.rule.target, source.labels)) continue;
    if (found === undefined || isPreferred(source, found)) found = source;
  }
  return found;
}

/** The one that ends last, as Alertmanager prefers it; of several, the one with the smallest fingerprint. */
function isPreferred(source: Alert, other: Alert): boolean {
  const byEnd = compareTimestamps(source.endsAt, other.endsAt);
  return byEnd > 0 || (byEnd === 0 && source.labels.fingerprint < other.labels.fingerprint);
}

/** Finds the rules that could concern an alert: those filed under an equality that it has, and those without any. */
class RuleIndex {
  readonly #always: number[] = [];
  readonly #byValue = new Map<string, number[]>();

  constructor(
    private readonly caches: readonly SourceCache[],
    side: (rule: InhibitRule) => readonly Matcher[],
  ) {
    for (const [at, { rule }] of caches.entries()) {
      const equality = side(rule).find(({ operator, value }) => operator === '=' && value !== '');
      if (equality === undefined) {
        this.#always.push(at);
        continue;
      }
      const key = keyOf(equality.name, equality.value);
      const filed = this.#byValue.get(key);
      if (filed === undefined) this.#byValue.set(key, [at]);
      else filed.push(at);
    }
  }

  /** In the order of the configuration. */
  candidates(labels: LabelSet): SourceCache[] {
    const places = [...this.#always];
    if (this.#byValue.size > 0) {
      for (const [name, value] of labels) places.push(...(this.#byValue.get(keyOf(name, value)) ?? []));
    }
    return places.sort((a, b) => a - b).map((at) => this.caches[at] as SourceCache);
  }
}

function keyOf(name: string, value: string): string {
  return `${name}\xff${value}`;
}
