const FIRST_MS = 500;
const FACTOR = 1.5;
const MAX_MS = 60_000;
const SPREAD = 0.5;

/**
 * How long to wait after a failed attempt: 500 ms, half as long again with each, at most 60 s, each wait 50 % up or
 * down by chance (Alertmanager's exponential back-off).
 *
 * @param attempt 1 for the wait after the first attempt
 * @param random a number in [0, 1)
 * @returns milliseconds
 */
export function backoffMs(attempt: number, random: number): number {
  const base = Math.min(FIRST_MS * FACTOR ** (attempt - 1), MAX_MS);
  return Math.round(base * (1 - SPREAD + 2 * SPREAD * random));
}
