import { runeCount, toBytes } from '../go-string.js';
import { canBackquote, isPrint, quote, quoteRune } from '../quote.js';
import type { Flags } from './flags.js';
import { type FloatFormat, formatFloat } from './format-float.js';

const BASES: Readonly<Record<string, number>> = { v: 10, d: 10, b: 2, o: 8, O: 8, x: 16, X: 16 };

/** Each function prints one basic value by one verb; undefined when the verb is not for its kind. */
export function formatBool(flags: Flags, verb: string, value: boolean): string | undefined {
  return verb === 't' || verb === 'v' ? flags.pad(String(value)) : undefined;
}

export function formatInteger(flags: Flags, verb: string, value: bigint, isSigned: boolean): string | undefined {
  if (verb === 'v' && flags.sharpV && !isSigned) return hexWithPrefix(flags, value);
  const base = BASES[verb];
  if (base !== undefined) return integerInBase(flags, verb, value, base);
  const rune = value < 0n || value > 0x10ffffn ? 0xfffd : Number(value);
  if (verb === 'c') return flags.pad(runeText(rune));
  if (verb === 'q') return flags.pad(quoteRune(rune, flags.plus));
  if (verb === 'U') return unicodeName(flags, BigInt.asUintN(64, value));
  return undefined;
}

export function formatFloatVerb(flags: Flags, verb: string, value: number): string | undefined {
  switch (verb) {
    case 'v':
      return signedFloat(flags, 'g', value, flags.precision ?? -1);
    case 'b':
    case 'g':
    case 'G':
    case 'x':
    case 'X':
      return signedFloat(flags, verb, value, flags.precision ?? -1);
    case 'e':
    case 'E':
      return signedFloat(flags, verb, value, flags.precision ?? 6);
    case 'f':
    case 'F':
      return signedFloat(flags, 'f', value, flags.precision ?? 6);
    default:
      return undefined;
  }
}

export function formatString(flags: Flags, verb: string, value: string): string | undefined {
  switch (verb) {
    case 'v':
      return flags.sharpV ? quotedString(flags, value) : flags.pad(truncate(flags, value));
    case 's':
      return flags.pad(truncate(flags, value));
    case 'q':
      return quotedString(flags, value);
    case 'x':
    case 'X':
      return hexString(flags, verb, value);
    default:
      return undefined;
  }
}

/** An address, or an unsigned number in Go syntax: 0x1f. */
export function hexWithPrefix(flags: Flags, value: bigint): string {
  const sharp = flags.sharp;
  flags.sharp = true;
  const text = integerInBase(flags, 'x', value, 16);
  flags.sharp = sharp;
  return text;
}

function integerInBase(flags: Flags, verb: string, value: bigint, base: number): string {
  const isNegative = value < 0n;
  const sign = isNegative ? '-' : flags.plus ? '+' : flags.space ? ' ' : '';
  // A precision of 0 prints nothing of a 0.
  if (flags.precision === 0 && value === 0n) return ' '.repeat(flags.width ?? 0);
  const zeroWidth = flags.zero && flags.width !== undefined ? flags.width - sign.length : 0;
  let digits = (isNegative ? -value : value).toString(base).padStart(flags.precision ?? zeroWidth, '0');
  if (verb === 'X') digits = digits.toUpperCase();
  const text = sign + basePrefix(flags, verb, base, digits) + digits;
  return flags.pad(text, false);
}

function basePrefix(flags: Flags, verb: string, base: number, digits: string): string {
  if (verb === 'O') return flags.sharp && !digits.startsWith('0') ? '0o0' : '0o';
  if (!flags.sharp) return '';
  if (base === 2) return '0b';
  if (base === 8) return digits.startsWith('0') ? '' : '0';
  return base === 16 ? `0${verb}` : '';
}

function unicodeName(flags: Flags, value: bigint): string {
  const digits = value
    .toString(16)
    .toUpperCase()
    .padStart(Math.max(flags.precision ?? 4, 4), '0');
  const rune = value <= 0x10ffffn ? runeText(Number(value)) : '\ufffd';
  const shown = flags.sharp && value <= 0x10ffffn && isPrint(rune) ? ` '${rune}'` : '';
  return flags.pad(`U+${digits}${shown}`, false);
}

function runeText(rune: number): string {
  return rune >= 0xd800 && rune <= 0xdfff ? '\ufffd' : String.fromCodePoint(rune);
}

function signedFloat(flags: Flags, format: FloatFormat, value: number, precision: number): string {
  const plain = formatFloat(value, format, precision);
  const isSigned = plain.startsWith('-') || plain.startsWith('+');
  let sign = isSigned ? plain.charAt(0) : '+';
  let digits = isSigned ? plain.slice(1) : plain;
  if (flags.space && sign === '+' && !flags.plus) sign = ' ';
  // What does not look like a number is not padded with zeros.
  if (digits === 'Inf') return flags.pad(flags.plus || sign !== '+' ? sign + digits : `+${digits}`, false);
  if (digits === 'NaN') return flags.pad(flags.space || flags.plus ? sign + digits : digits, false);
  if (flags.sharp && format !== 'b') digits = withPoint(digits, format, precision);
  if (!flags.plus && sign === '+') return flags.pad(digits);
  if (flags.zero && flags.width !== undefined && !flags.minus) {
    return sign + digits.padStart(flags.width - 1, '0');
  }
  return flags.pad(sign + digits);
}

/** The sharp flag: always a decimal point, and for %g the zeros up to the precision. */
function withPoint(text: string, format: FloatFormat, precision: number): string {
  const isHex = format === 'x' || format === 'X';
  const tailAt = text.search(isHex ? /[pP]/ : /[eE]/);
  const number = tailAt < 0 ? text : text.slice(0, tailAt);
  const tail = tailAt < 0 ? '' : text.slice(tailAt);
  const counted = format === 'g' || format === 'G' || format === 'x';
  let missing = counted ? (precision === -1 ? 6 : precision) : 0;
  missing -= number.replace('.', '').replace(/^0+/, '').length;
  if (number === '0') missing--;
  const point = number.includes('.') ? '' : '.';
  return number + point + '0'.repeat(Math.max(missing, 0)) + tail;
}

function truncate(flags: Flags, value: string): string {
  if (flags.precision === undefined || runeCount(value) <= flags.precision) return value;
  let units = 0;
  for (let runes = 0; runes < flags.precision; runes++) {
    const unit = value.charCodeAt(units);
    units += unit >= 0xd800 && unit < 0xdc00 ? 2 : 1;
  }
  return value.slice(0, units);
}

function quotedString(flags: Flags, value: string): string {
  const text = truncate(flags, value);
  if (flags.sharp && canBackquote(text)) return flags.pad(`\`${text}\``);
  return flags.pad(quote(text, flags.plus));
}

/** The bytes in hexadecimal; a space between them, and 0x before each or all of them, when the flags say so. */
function hexString(flags: Flags, verb: 'x' | 'X', value: string): string {
  let bytes = toBytes(value);
  if (flags.precision !== undefined) bytes = bytes.subarray(0, flags.precision);
  if (bytes.length === 0) return flags.pad('');
  const prefix = flags.sharp ? `0${verb}` : '';
  const pairs = Array.from(bytes, (byte) => {
    const pair = byte.toString(16).padStart(2, '0');
    return verb === 'X' ? pair.toUpperCase() : pair;
  });
  return flags.pad(flags.space ? pairs.map((pair) => prefix + pair).join(' ') : prefix + pairs.join(''));
}
