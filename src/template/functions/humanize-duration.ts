import { sprintf } from '../engine/fmt/printf.js';
import { GoError, type GoFunction } from '../engine/go-function.js';
import { ANY } from '../engine/go-type.js';
import { GoBasic, type GoValue, integerOf, typeOf } from '../engine/go-value.js';
import { parseGoFloat } from '../engine/number-constant.js';
import { quote } from '../engine/quote.js';
import { DURATION } from '../go-time/duration-type.js';

const DAY = 86_400n;
const SMALLER = ['m', 'u', 'n', 'p', 'f', 'a', 'z', 'y'];

/** `humanizeDuration`: seconds, as a number, a text or a duration, in words as Prometheus says them. */
export const HUMANIZE_FUNCTIONS: Readonly<Record<string, GoFunction>> = {
  humanizeDuration: { params: [ANY], call: ([value]) => humanize(secondsOf(value)) },
};

function humanize(given: number): string {
  if (!Number.isFinite(given)) return sprintf('%.4g', [given]);
  if (given === 0) return sprintf('%.4gs', [given]);
  if (Math.abs(given) >= 1) return (given < 0 ? '-' : '') + longText(Math.abs(given));
  let prefix = '';
  let value = given;
  for (const smaller of SMALLER) {
    if (Math.abs(value) >= 1) break;
    prefix = smaller;
    value *= 1000;
  }
  return sprintf(`%.4g${prefix}s`, [value]);
}

function longText(seconds: number): string {
  const whole = BigInt.asIntN(64, BigInt(Math.trunc(seconds)));
  const parts = { d: whole / DAY, h: (whole / 3600n) % 24n, m: (whole / 60n) % 60n, s: whole % 60n };
  if (parts.d !== 0n) return `${parts.d}d ${parts.h}h ${parts.m}m ${parts.s}s`;
  if (parts.h !== 0n) return `${parts.h}h ${parts.m}m ${parts.s}s`;
  if (parts.m !== 0n) return `${parts.m}m ${parts.s}s`;
  return sprintf('%.4gs', [seconds]);
}

function secondsOf(value: GoValue): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'string') return parseSeconds(value);
  const integer = integerOf(value);
  if (value instanceof GoBasic && value.type === DURATION) return Number(integer ?? 0n) / 1e9;
  if (integer !== undefined && isPlainInteger(value)) return Number(integer);
  throw new GoError(`can't convert ${value === undefined ? '<nil>' : typeOf(value).name} to float`);
}

function isPlainInteger(value: GoValue): boolean {
  return typeof value === 'bigint' || (value instanceof GoBasic && ['int64', 'uint64'].includes(value.type.name));
}

function parseSeconds(text: string): number {
  const special = /^([+-]?)(inf|infinity|nan)$/i.exec(text);
  if (special !== null) {
    if (special[2]?.toLowerCase() === 'nan') return Number.NaN;
    return special[1] === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  }
  const value = parseGoFloat(text);
  if (value !== undefined) return value;
  const isTooLarge =
    /^[+-]?[\d.]+([eE][+-]?\d+)?$/.test(text) && Number.isFinite(Number(text)) === false && !Number.isNaN(Number(text));
  const problem = isTooLarge ? 'value out of range' : 'invalid syntax';
  throw new GoError(`strconv.ParseFloat: parsing ${quote(text)}: ${problem}`);
}
