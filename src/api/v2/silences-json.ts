import type { Matcher } from '../../labels/matcher.js';
import type { Silence, SilenceState } from '../../silences/silence.js';
import type { Engine } from '../engine.js';
import type { Query } from './query.js';
import { shownState, silenceJson } from './wire.js';

/**
 * `GET /silences`: active ones by their end, then pending ones by their start, then expired ones, the last to expire
 * first. Silences with several matcher sets have no form in this API and are left out; Alertmanager fails altogether.
 *
 * @throws {ApiError} when the filter does not parse
 */
export function silencesJson(engine: Engine, query: Query): Iterable<string> {
  const nowMs = engine.now();
  const filter = query.filter();
  const wanted = { active: query.flag('active'), pending: query.flag('pending'), expired: query.flag('expired') };
  const shown: Shown[] = [];
  for (const silence of engine.silences.list()) {
    const state = shownState(silence, nowMs);
    if (silence.matcherSets.length <= 1 && wanted[state] && has(silence, filter)) shown.push({ silence, state });
  }
  return written(shown.sort(compareSilences), nowMs);
}

interface Shown {
  readonly silence: Silence;
  readonly state: SilenceState;
}

/** One after the other as they are sent, so that ten thousand do not hold up everybody else. */
function* written(shown: readonly Shown[], nowMs: number): Generator<string, void> {
  for (const { silence } of shown) yield silenceJson(silence, nowMs);
}

/** Whether the silence itself has each of these matchers. */
function has({ matcherSets }: Silence, filter: readonly Matcher[]): boolean {
  return matcherSets.some((set) => filter.every((wanted) => set.some((matcher) => matcher.equals(wanted))));
}

const ORDER = { active: 1, pending: 2, expired: 3 } as const;

function compareSilences(a: Shown, b: Shown): number {
  const byState = ORDER[a.state] - ORDER[b.state];
  if (byState !== 0) return byState;
  if (a.state === 'pending') return a.silence.startsAtMs - b.silence.startsAtMs;
  const byEnd = a.silence.endsAtMs - b.silence.endsAtMs;
  return a.state === 'active' ? byEnd : -byEnd;
}
