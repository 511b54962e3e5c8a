import { binaryParts, type Decimal, exactDecimal, roundDecimal, shortestDecimal } from './decimal.js';

export type FloatFormat = 'b' | 'e' | 'E' | 'f' | 'g' | 'G' | 'x' | 'X';

/**
 * strconv.FormatFloat for 64 bits.
 *
 * @param precision digits after the point (significant ones for g); -1 for as few as read back the same
 */
export function formatFloat(value: number, format: FloatFormat, precision: number): string {
  if (Number.isNaN(value)) return 'NaN';
  const sign = value < 0 || Object.is(value, -0) ? '-' : '';
  if (!Number.isFinite(value)) return `${sign === '' ? '+' : sign}Inf`;
  switch (format) {
    case 'b': {
      const { mantissa, exponent } = binaryParts(value);
      return `${sign}${mantissa}p${exponent < 0 ? '' : '+'}${exponent}`;
    }
    case 'x':
    case 'X': {
      const text = sign + hexFloat(value, precision);
      return format === 'X' ? text.toUpperCase() : text;
    }
    case 'e':
    case 'E':
      return sign + exponential(decimalFor(value, precision, precision + 1), precision, format);
    case 'f':
      return sign + fixed(value, precision);
    default:
      return sign + general(value, format, precision);
  }
}

function decimalFor(value: number, precision: number, digits: number): Decimal {
  return precision < 0 ? shortestDecimal(value) : roundDecimal(exactDecimal(value), digits);
}

/** d.ddde±dd */
function exponential({ digits, point }: Decimal, precision: number, mark: 'e' | 'E'): string {
  const places = precision < 0 ? Math.max(digits.length - 1, 0) : precision;
  const first = digits === '' ? '0' : digits.charAt(0);
  const rest = places > 0 ? `.${digits.slice(1, 1 + places).padEnd(places, '0')}` : '';
  const exponent = digits === '' ? 0 : point - 1;
  return `${first}${rest}${mark}${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
}

/** ddd.ddd */
function fixed(value: number, precision: number): string {
  const exact = precision < 0 ? shortestDecimal(value) : exactDecimal(value);
  const decimal = precision < 0 ? exact : roundDecimal(exact, exact.point + precision);
  return fixedDigits(decimal, precision < 0 ? Math.max(decimal.digits.length - decimal.point, 0) : precision);
}

function fixedDigits({ digits, point }: Decimal, places: number): string {
  const whole = point > 0 ? digits.slice(0, point).padEnd(point, '0') : '0';
  if (places === 0) return whole;
  const fraction = point >= 0 ? digits.slice(point) : '0'.repeat(Math.min(-point, places)) + digits;
  return `${whole}.${fraction.slice(0, places).padEnd(places, '0')}`;
}

function general(value: number, format: 'g' | 'G', precision: number): string {
  const wanted = precision === 0 ? 1 : precision;
  const decimal = decimalFor(value, wanted, wanted);
  const { digits, point } = decimal;
  // With the fewest digits, 21 digits are not tried: an exponent appears from 1e+06 on, or where digits would end.
  let limit = wanted;
  if (limit > digits.length && digits.length >= point) limit = digits.length;
  if (wanted < 0) limit = 6;
  const exponent = digits === '' ? -1 : point - 1;
  if (exponent < -4 || exponent >= limit) {
    const places = wanted < 0 || wanted > digits.length ? digits.length : wanted;
    return exponential(decimal, Math.max(places - 1, 0), format === 'g' ? 'e' : 'E');
  }
  return fixedDigits(decimal, Math.max(digits.length - point, 0));
}

/** 0x1.yyyp±dd */
function hexFloat(value: number, precision: number): string {
  let { mantissa, exponent } = binaryParts(value);
  if (mantissa === 0n) return `0x0${precision > 0 ? `.${'0'.repeat(precision)}` : ''}p+00`;
  while (mantissa >> 52n === 0n) {
    mantissa <<= 1n;
    exponent--;
  }
  let binaryExponent = exponent + 52;
  // One digit before the point and 13 behind it.
  if (precision >= 0 && precision < 13) {
    const shift = BigInt(4 * (13 - precision));
    const rest = mantissa & ((1n << shift) - 1n);
    const half = 1n << (shift - 1n);
    mantissa >>= shift;
    if (rest > half || (rest === half && (mantissa & 1n) === 1n)) mantissa++;
    mantissa <<= shift;
    if (mantissa >> 53n === 1n) {
      mantissa >>= 1n;
      binaryExponent++;
    }
  }
  const fraction = (mantissa & ((1n << 52n) - 1n)).toString(16).padStart(13, '0');
  const shown = precision < 0 ? fraction.replace(/0+$/, '') : fraction.slice(0, precision).padEnd(precision, '0');
  const power = `${binaryExponent < 0 ? '-' : '+'}${String(Math.abs(binaryExponent)).padStart(2, '0')}`;
  return `0x1${shown === '' ? '' : `.${shown}`}p${power}`;
}
