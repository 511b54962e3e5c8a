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

const SECOND_MS = 1000;
export const MINUTE_MS = 60_000;

/**
 * When a history may begin: such that minutes of the clock end where ends belong, see `PHASE`.
 *
 * @param untilMinuteMs how long after it the minute of the clock ends; undefined: as it comes
 */
export function beginMs(nowMs: number, untilMinuteMs: number | undefined): number {
  const phaseMs = SECOND_MS - PHASE.end;
  const everyMs = untilMinuteMs === undefined ? SECOND_MS : MINUTE_MS;
  const offsetMs = untilMinuteMs === undefined ? phaseMs : MINUTE_MS - untilMinuteMs;
  return Math.ceil((nowMs - offsetMs) / everyMs) * everyMs + offsetMs;
}
