import { parseDateTime } from '../../v2/date-time.js';
import type { Parameters } from './parameters.js';
import { Problem } from './problem.js';

/** A moment that a parameter names, milliseconds since the epoch; undefined where it is absent. @throws {Problem} 400 */
export function readMoment(parameters: Parameters, name: string): number | undefined {
  const text = parameters.text(name);
  if (text === undefined) return undefined;
  const moment = parseDateTime(text);
  if (moment !== undefined) return moment.ms;
  throw new Problem(400, 'invalid request', `${name} has to be a date and time, such as 2026-01-02T03:04:05Z`);
}
