import { Matcher, type MatchOperator } from '../labels/matcher.js';
import type { Silence } from './silence.js';

type StoredMatcher = readonly [name: string, operator: MatchOperator, value: string];

/** A silence as plain JSON; annotations as pairs, so that a name like `__proto__` has no meaning of its own. */
export interface StoredSilence extends Omit<Silence, 'matcherSets' | 'annotations'> {
  readonly matcherSets: readonly (readonly StoredMatcher[])[];
  readonly annotations: readonly (readonly [string, string])[];
}

export function encodeSilence(silence: Silence): StoredSilence {
  return {
    ...silence,
    matcherSets: silence.matcherSets.map((set) => set.map(({ name, operator, value }) => [name, operator, value])),
    annotations: Object.entries(silence.annotations),
  };
}

/** @throws {Error} when a regular expression does not compile any more */
export function decodeSilence(stored: StoredSilence): Silence {
  return {
    ...stored,
    matcherSets: stored.matcherSets.map((set) => set.map((matcher) => new Matcher(...matcher))),
    annotations: Object.fromEntries(stored.annotations),
  };
}
