import { Output } from '../engine/fmt/output.js';

/**
 * Joins texts.
 *
 * @throws {GoBoundError} before the result grows beyond what a template may hold
 */
export function boundedText(parts: Iterable<string>, separator: string): string {
  const output = new Output();
  let isFirst = true;
  for (const part of parts) {
    if (!isFirst) output.write(separator);
    output.write(part);
    isFirst = false;
  }
  return output.text;
}
