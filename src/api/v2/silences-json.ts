import type { Matcher } from '../../labels/matcher.js';
import type { Silence } from '../../silences/silence.js';
import type { Engine } from '../engine.js';
import type { Query } from './query.js';
import { shownState, silenceJson } from './wire.js';

/**
 * `GET /silences`: active ones by their end, then pending ones by their start, then expired ones, the last to expire
 * first. Silences with several matcher sets have no form in this API and are left out; Alertmanager fails altogether.
 *
 * @throws {ApiError} when the filter does not parse
 */
export function silencesJson(engine: Engine, query: Query): string[] {
  const nowMs = engine.now();
  const filter = query.filter();
  const wanted = { active: query.flag('active'), pending: query.flag('pending'), expired: query.flag('expired') };
  return [...engine.silences.list()]
    .filter(({ matcherSets }) => matcherSets.length <= 1)
    .filter((silence) => wanted[shownState(silence, nowMs)] && has(silence, filter))
    .sort((a, b) => compareSilences(a, b, nowMs))
    .map((silence) => silenceJson(silence, nowMs));
}

/** Whether the silence itself has each of these matchers. */
function has({ matcherSets }: Silence, filter: readonly Matcher[]): boolean {
  return matcherSets.some((set) => filter.every((wanted) => set.some((matcher) => matcher.equals(wanted))));
}

const ORDER = { active: 1, pending: 2, expired: 3 } as const;

function compareSilences(a: Silence, b: Silence, nowMs: number): number {
  const state = shownState(a, nowMs);
  const byState = ORDER[state] - ORDER[shownState(b, nowMs)];
  if (byState !== 0) return byState;
  if (state === 'pending') return a.startsAtMs - b.startsAtMs;
  return state === 'active' ? a.endsAtMs - b.endsAtMs : b.endsAtMs - a.endsAtMs;
}
