import { type Alert, isResolved } from '../alerts/alert.js';
import type { LabelSet } from '../labels/label-set.js';
import { matchesAll } from '../labels/matcher.js';
import type { InhibitRule } from './inhibit-rule.js';
import { isPreferred, LatestSource } from './latest-source.js';

/** Sources with equal values of the `equal` labels. */
interface Sources {
  /** They match the source side alone. */
  readonly pure: LatestSource;
  /** They match the target side too, and so do not mute alerts that match both. */
  readonly twoSided: LatestSource;
}

/** No label value holds it: a lone surrogate is not valid text. */
const SEPARATOR = '\ud800';

/** The source alerts of one rule, by the values of its `equal` labels. Resolved ones stay until they are collected. */
export class SourceCache {
  readonly #byKey = new Map<string, Sources>();

  constructor(readonly rule: InhibitRule) {}

  /** Takes an alert that matches the source side. */
  put(alert: Alert): void {
    const key = this.#keyOf(alert.labels);
    const sources = this.#byKey.get(key) ?? { pure: new LatestSource(), twoSided: new LatestSource() };
    this.#byKey.set(key, sources);
    const isTwoSided = matchesAll(this.rule.target, alert.labels);
    (isTwoSided ? sources.twoSided : sources.pure).put(alert);
  }

  remove(labels: LabelSet): void {
    const key = this.#keyOf(labels);
    const sources = this.#byKey.get(key);
    if (sources === undefined) return;
    sources.pure.remove(labels.fingerprint);
    sources.twoSided.remove(labels.fingerprint);
    if (sources.pure.size + sources.twoSided.size === 0) this.#byKey.delete(key);
  }

  /** The preferred source that fires and mutes the target, which matches the target side. */
  find(target: LabelSet, nowMs: number): Alert | undefined {
    const sources = this.#byKey.get(this.#keyOf(target));
    if (sources === undefined) return undefined;
    const pure = whileFiring(sources.pure.latest(), nowMs);
    const twoSided = whileFiring(sources.twoSided.latest(), nowMs);
    if (twoSided === undefined || matchesAll(this.rule.source, target)) return pure;
    return pure !== undefined && isPreferred(pure, twoSided) ? pure : twoSided;
  }

  /** An absent label equals an empty one. */
  #keyOf(labels: LabelSet): string {
    return this.rule.equal.map((name) => labels.get(name) ?? '').join(SEPARATOR);
  }
}

function whileFiring(source: Alert | undefined, nowMs: number): Alert | undefined {
  return source === undefined || isResolved(source, nowMs) ? undefined : source;
}
