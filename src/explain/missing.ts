import type { LabelSet } from '../labels/label-set.js';
import type { Matcher } from '../labels/matcher.js';
import { alertText, moment } from './words.js';

/** The alert that comes closest to what was asked for. */
export interface NearestAlert {
  readonly labels: LabelSet;
  /** The matchers that do not hold. */
  readonly failed: readonly Matcher[];
}

/** Looks for the alert that fails the fewest matchers. @returns undefined where none meets any of them */
export function nearestAlert(matchers: readonly Matcher[], alerts: Iterable<LabelSet>): NearestAlert | undefined {
  let nearest: NearestAlert | undefined;
  for (const labels of alerts) {
    const failed = matchers.filter((matcher) => !matcher.matchesLabels(labels));
    if (failed.length < (nearest?.failed.length ?? matchers.length)) nearest = { labels, failed };
  }
  return nearest;
}

export interface MissingFacts {
  /** What was asked for: matchers, or a fingerprint. */
  readonly asked: string;
  readonly atMs: number;
  readonly isPast: boolean;
  /** How far back the history goes; undefined where there is none. */
  readonly knownSinceMs: number | undefined;
  readonly nearest: NearestAlert | undefined;
}

/** Nobody was told of an alert that there was not. */
export function missingSentence({ asked, atMs, isPast, knownSinceMs, nearest }: MissingFacts): string {
  const since = knownSinceMs === undefined ? '' : ` since ${moment(knownSinceMs, atMs)}`;
  const when = isPast ? ` before ${moment(atMs, Number.NEGATIVE_INFINITY)}` : '';
  const missing = `Not sent: no alert ${asked} has arrived${since}${when}.`;
  if (nearest === undefined) return missing;
  const differs = nearest.failed.map((matcher) => {
    const value = nearest.labels.get(matcher.name);
    return value === undefined ? `no label ${matcher.name}` : `${matcher.name}=${JSON.stringify(value)}`;
  });
  return `${missing} The nearest is ${alertText(nearest.labels.toJSON())}: it has ${differs.join(' and ')}.`;
}
