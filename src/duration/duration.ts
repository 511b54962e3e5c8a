import { goQuote } from '../labels/go-quote.js';

/** Units in milliseconds, largest first: the order in which they must come. */
const UNITS: readonly (readonly [unit: string, ms: number])[] = [
  ['y', 365 * 86_400_000],
  ['w', 7 * 86_400_000],
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1000],
  ['ms', 1],
];

/** Go keeps durations as signed 64-bit nanoseconds. */
const MAX_MS = 9_223_372_036_854;
const MAX_UINT64 = 2n ** 64n - 1n;

/**
 * Reads a Prometheus duration: `0`, or numbers with units in falling order, each at most once (`1h30m`).
 *
 * @returns milliseconds
 * @throws {Error} with the message of prometheus/common
 */
export function parseDuration(text: string): number {
  if (text === '0') return 0;
  if (text === '') throw new Error('empty duration string');
  const bad = new Error(`not a valid duration string: ${goQuote(text)}`);

  let ms = 0;
  let rest = text;
  let lastUnit = -1;
  while (rest !== '') {
    const digits = /^[0-9]+/.exec(rest)?.[0];
    if (digits === undefined || BigInt(digits) > MAX_UINT64) throw bad;
    rest = rest.slice(digits.length);
    const name = /^[^0-9]*/.exec(rest)?.[0] ?? '';
    if (name === '') throw bad;
    const unit = UNITS.findIndex(([known]) => known === name);
    if (unit < 0) throw new Error(`unknown unit ${goQuote(name)} in duration ${goQuote(text)}`);
    if (unit <= lastUnit) throw bad;
    lastUnit = unit;
    rest = rest.slice(name.length);
    ms += Number(digits) * (UNITS[unit] as readonly [string, number])[1];
    if (ms > MAX_MS) throw new Error('duration out of range');
  }
  return ms;
}

/**
 * Prints as Prometheus does: years and weeks only where they fit exactly, then d, h, m, s, ms in turn. What is finer
 * than a millisecond is left out.
 */
export function formatDuration(ms: number): string {
  let rest = Math.trunc(Math.abs(ms));
  if (rest === 0) return '0s';
  let text = ms < 0 ? '-' : '';
  for (const [unit, size] of UNITS) {
    const isExactOnly = unit === 'y' || unit === 'w';
    if (rest === 0 || (isExactOnly && rest % size !== 0)) continue;
    const count = Math.floor(rest / size);
    if (count === 0) continue;
    text += `${count}${unit}`;
    rest -= count * size;
  }
  return text;
}
