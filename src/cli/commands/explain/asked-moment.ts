import { Failure } from '../../command-line/failure.js';
import { parseFlagDuration } from '../../command-line/flag-duration.js';
import { msOf, rfc3339 } from '../moments.js';

const CLOCK = /^([01]?\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?$/;
const DAY_MS = 24 * 3_600_000;

/**
 * A moment of the past as people say it: in RFC 3339, on the clock in UTC as answers have it (`03:12`, the last time it
 * was), or so long ago (`2h`).
 *
 * @returns milliseconds since the epoch
 * @throws {Failure} for anything else
 */
export function askedMoment(text: string, nowMs: number): number {
  const [, hours, minutes, seconds = '0'] = CLOCK.exec(text) ?? [];
  if (hours !== undefined && minutes !== undefined) {
    const midnightMs = Math.floor(nowMs / DAY_MS) * DAY_MS;
    const atMs = midnightMs + Number(hours) * 3_600_000 + Number(minutes) * 60_000 + Number(seconds) * 1000;
    return atMs > nowMs ? atMs - DAY_MS : atMs;
  }
  try {
    return /^\d{4}-/.test(text) ? Math.round(msOf(rfc3339(text))) : nowMs - parseFlagDuration(text);
  } catch {
    throw new Failure(`${text} is no moment: write 2026-01-02T03:12:00Z, 03:12 (UTC) or 2h, for so long ago`);
  }
}
