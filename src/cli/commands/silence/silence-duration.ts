import { parseDuration } from '../../../duration/duration.js';

/** How long a silence lasts, in milliseconds. @param text a Prometheus duration. @throws {Error} */
export function silenceDurationMs(text: string): number {
  const ms = parseDuration(text);
  if (ms === 0) throw new Error('silence duration must be greater than 0');
  return ms;
}
