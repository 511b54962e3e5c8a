/**
 * Where in each second of a history something may happen, in milliseconds. Flushes come 600 ms after what made their
 * group, so each thing has its own place, and 150 ms at least lie between any two: chance does not decide what comes
 * first.
 */
export const PHASE = {
  /** What may make a group that is flushed at once: a reload, an alert that is older than group_wait. */
  atOnce: 100,
  /** What makes groups that wait first, or none. */
  ordinary: 250,
  /** Questions to the API. */
  question: 400,
  /** Alerts, silences and minutes end, and silences begin. */
  end: 550,
  // 700: groups flush that began with a reload and waited. 850: groups flush that began with something ordinary.
} as const;

export type Phase = keyof typeof PHASE;

/** @returns milliseconds since the history began */
export function at(second: number, phase: Phase): number {
  return second * 1000 + PHASE[phase];
}
