import { parseGoDuration } from '../../duration/go-duration.js';
import { goQuote } from '../../labels/go-quote.js';

const HOURS_IN: Readonly<Record<string, number>> = { d: 24, w: 168 };
const NUMBER_AND_UNIT = /([0-9]+\.?[0-9]*|\.[0-9]+)([a-zµμ]+)/g;

/**
 * Reads a duration as Kingpin does: Go's, and days and weeks besides.
 *
 * @returns milliseconds
 * @throws {Error} with the message of Go's time.ParseDuration
 */
export function parseFlagDuration(text: string): number {
  if (!/[dw]/.test(text) || text.replace(/^[+-]/, '').replace(NUMBER_AND_UNIT, '') !== '') return parseGoDuration(text);
  const parts = [...text.matchAll(NUMBER_AND_UNIT)];
  const unknown = parts.find(([, , unit = '']) => !/^(?:ns|us|µs|μs|ms|[smhdw])$/.test(unit))?.[2];
  if (unknown !== undefined) throw new Error(`time: unknown unit ${goQuote(unknown)} in duration ${goQuote(text)}`);
  const ms = parts.reduce((sum, [part, count = '', unit = '']) => {
    const hours = HOURS_IN[unit];
    return sum + (hours === undefined ? parseGoDuration(part) : Number(count) * hours * 3_600_000);
  }, 0);
  return text.startsWith('-') ? -ms : ms;
}
