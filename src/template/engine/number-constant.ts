import { quote } from './quote.js';
import { unquoteChar } from './unquote.js';

/** What a number constant can be; see NumberNode. */
export interface NumberConstant {
  readonly isInt: boolean;
  readonly isUint: boolean;
  readonly isFloat: boolean;
  readonly isComplex: boolean;
  readonly int64: bigint;
  readonly uint64: bigint;
  readonly float64: number;
  readonly complex128: { re: number; im: number };
}

const NONE: NumberConstant = {
  isInt: false,
  isUint: false,
  isFloat: false,
  isComplex: false,
  int64: 0n,
  uint64: 0n,
  float64: 0,
  complex128: { re: 0, im: 0 },
};

/** @returns the constant, or the error message of Go's parser */
export function parseNumberConstant(
  text: string,
  kind: 'charConstant' | 'complex' | 'number',
): NumberConstant | string {
  if (kind === 'charConstant') return parseCharConstant(text);
  if (kind === 'complex') return parseComplex(text) ?? `illegal number syntax: ${quote(text)}`;
  if (text.endsWith('i')) {
    const imaginary = parseGoFloat(text.slice(0, -1));
    if (imaginary !== undefined) return complexConstant(0, imaginary);
  }
  return parseRealConstant(text);
}

function parseCharConstant(text: string): NumberConstant | string {
  const char = unquoteChar(text, 1, "'");
  if (char === undefined) return 'invalid syntax';
  if (text.slice(char.end) !== "'") return `malformed character constant: ${text}`;
  const value = BigInt(char.value);
  return { ...NONE, isInt: true, isUint: true, isFloat: true, int64: value, uint64: value, float64: char.value };
}

function parseRealConstant(text: string): NumberConstant | string {
  const integer = parseGoInteger(text);
  const unsigned = text.startsWith('-') || text.startsWith('+') ? undefined : integer;
  const uint64 = unsigned !== undefined && unsigned === BigInt.asUintN(64, unsigned) ? unsigned : undefined;
  const int64 = integer !== undefined && integer === BigInt.asIntN(64, integer) ? integer : undefined;
  if (int64 !== undefined || uint64 !== undefined) {
    return {
      ...NONE,
      isInt: int64 !== undefined,
      // -0 is unsigned too.
      isUint: uint64 !== undefined || int64 === 0n,
      isFloat: true,
      int64: int64 ?? 0n,
      uint64: uint64 ?? 0n,
      float64: Number(int64 ?? uint64),
    };
  }
  const float64 = parseGoFloat(text);
  if (float64 === undefined) return `illegal number syntax: ${quote(text)}`;
  // It parsed as a float and looks like an integer: too large for one.
  if (!/[.eEpP]/.test(text)) return `integer overflow: ${quote(text)}`;
  return { ...NONE, isFloat: true, float64, ...integersOf(float64) };
}

/** A float without a fraction may be given where an integer is wanted. */
function integersOf(value: number): Partial<NumberConstant> {
  if (!Number.isInteger(value)) return {};
  const integer = BigInt(value);
  const isInt = integer === BigInt.asIntN(64, integer);
  const isUint = integer === BigInt.asUintN(64, integer);
  return { isInt, isUint, int64: isInt ? integer : 0n, uint64: isUint ? integer : 0n };
}

function parseComplex(text: string): NumberConstant | undefined {
  // The sign in the middle is the one that does not belong to an exponent.
  for (let at = 1; at < text.length; at++) {
    if (text[at] !== '+' && text[at] !== '-') continue;
    const re = parseGoFloat(text.slice(0, at));
    const im = parseGoFloat(text.slice(at, -1));
    if (re !== undefined && im !== undefined) return complexConstant(re, im);
  }
  return undefined;
}

function complexConstant(re: number, im: number): NumberConstant {
  const constant = { ...NONE, isComplex: true, complex128: { re, im } };
  return im === 0 ? { ...constant, isFloat: true, float64: re, ...integersOf(re) } : constant;
}

/** strconv.ParseInt with base 0, without a limit of size. */
export function parseGoInteger(text: string): bigint | undefined {
  const digits = text.replace(/^[+-]/, '');
  const plain = /^0[xXbBoO]/.test(digits) ? digits.replace(/^0[xXbBoO]_/, (prefix) => prefix.slice(0, 2)) : digits;
  if (/__|_$|^_/.test(plain)) return undefined;
  const bare = plain.replaceAll('_', '');
  let value: bigint | undefined;
  if (/^0[xX][0-9a-fA-F]+$|^0[bB][01]+$|^0[oO][0-7]+$/.test(bare)) value = BigInt(bare.toLowerCase());
  else if (/^0[0-7]+$/.test(bare)) value = BigInt(`0o${bare.slice(1)}`);
  else if (/^(0|[1-9][0-9]*)$/.test(bare)) value = BigInt(bare);
  return value !== undefined && text.startsWith('-') ? -value : value;
}

/** strconv.ParseFloat: decimal or hexadecimal; undefined for bad syntax and for what is too large. */
export function parseGoFloat(text: string): number | undefined {
  if (/^[+-]?0[xX]/.test(text)) return parseHexFloat(text);
  // Underscores are for constants with a base prefix only.
  if (!/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text)) return undefined;
  const value = Number(text);
  return Number.isFinite(value) ? value : undefined;
}

function parseHexFloat(text: string): number | undefined {
  const parts = /^([+-]?)0[xX]([0-9a-fA-F_]*)\.?([0-9a-fA-F_]*)[pP]([+-]?\d+)$/.exec(text);
  if (parts === null) return undefined;
  const [, sign = '', whole = '', fraction = '', power = ''] = parts;
  const digits = `${whole}${fraction}`.replaceAll('_', '');
  if (digits === '') return undefined;
  const exponent = Number(power) - 4 * fraction.replaceAll('_', '').length;
  const mantissa = BigInt(`0x${digits}`);
  const value = scaled(mantissa, exponent);
  if (!Number.isFinite(value)) return undefined;
  return sign === '-' ? -value : value;
}

/** mantissa * 2^exponent, rounded once. */
function scaled(mantissa: bigint, exponent: number): number {
  if (mantissa === 0n) return 0;
  const bits = mantissa.toString(2).length;
  if (bits + exponent > 1100) return Number.POSITIVE_INFINITY;
  if (bits + exponent < -1100) return 0;
  if (exponent >= 0) return Number(mantissa << BigInt(exponent));
  // Keep as many bits as the result can hold, and let the last one say whether anything was cut.
  const precision = Math.min(53, bits + exponent + 1074);
  const cut = bits - precision - 2;
  if (cut <= 0) return Number(mantissa) * 2 ** Math.max(exponent, -1022) * 2 ** Math.min(0, exponent + 1022);
  const kept = mantissa >> BigInt(cut);
  const sticky = kept << BigInt(cut) === mantissa ? 0n : 1n;
  const rounded = roundToEven(kept | sticky, 2n);
  const shift = exponent + cut + 2;
  return Number(rounded) * 2 ** Math.max(shift, -1022) * 2 ** Math.min(0, shift + 1022);
}

function roundToEven(value: bigint, bits: bigint): bigint {
  const half = 1n << (bits - 1n);
  const quotient = value >> bits;
  const rest = value & ((1n << bits) - 1n);
  const up = rest > half || (rest === half && (quotient & 1n) === 1n);
  return up ? quotient + 1n : quotient;
}
