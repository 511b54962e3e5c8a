import { type Silence, silenceState } from './silence.js';

/** Whether a change may keep the silence's id: it leaves what the silence has hidden so far as it was. */
export function mayUpdate(previous: Silence, requested: Silence, nowMs: number): boolean {
  if (!haveEqualMatchers(previous, requested)) return false;
  const seconds = (ms: number) => Math.floor(ms / 1000);
  switch (silenceState(previous, nowMs)) {
    case 'active':
      return seconds(previous.startsAtMs) === seconds(requested.startsAtMs) && requested.endsAtMs >= nowMs;
    case 'pending':
      return requested.startsAtMs >= nowMs;
    case 'expired':
      return false;
  }
}

/** In the same order: a changed order counts as a change (Alertmanager). */
function haveEqualMatchers(a: Silence, b: Silence): boolean {
  return (
    a.matcherSets.length === b.matcherSets.length &&
    a.matcherSets.every((set, at) => {
      const other = b.matcherSets[at] ?? [];
      return (
        set.length === other.length && set.every((matcher, i) => other[i] !== undefined && matcher.equals(other[i]))
      );
    })
  );
}
