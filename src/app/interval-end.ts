const STEP_MS = 60_000;

/** Further ahead nobody plans a night. */
const AHEAD_MS = 48 * 3_600_000;

/**
 * When something that time alone decides is over: intervals begin and end with a minute.
 *
 * @returns undefined where it goes on for two days
 */
export function endOf(holds: (atMs: number) => boolean, nowMs: number): number | undefined {
  const first = Math.floor(nowMs / STEP_MS) * STEP_MS + STEP_MS;
  for (let atMs = first; atMs <= nowMs + AHEAD_MS; atMs += STEP_MS) if (!holds(atMs)) return atMs;
  return undefined;
}
