import type { Parameters } from './parameters.js';
import { Problem } from './problem.js';

/** @throws {Problem} 400 */
export function readFingerprint(parameters: Parameters): string | undefined {
  const text = parameters.text('fingerprint');
  if (text === undefined || /^[0-9a-f]{16}$/.test(text)) return text;
  throw new Problem(400, 'invalid request', 'fingerprint has to be 16 hexadecimal digits');
}
