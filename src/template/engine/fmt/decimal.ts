/** A positive number as 0.DIGITS * 10^point. */
export interface Decimal {
  readonly digits: string;
  readonly point: number;
}

const MANTISSA_BITS = 52n;
const view = new DataView(new ArrayBuffer(8));

/** The binary parts of a finite number: mantissa * 2^exponent. */
export function binaryParts(value: number): { mantissa: bigint; exponent: number } {
  view.setFloat64(0, Math.abs(value));
  const bits = view.getBigUint64(0);
  const biased = Number(bits >> MANTISSA_BITS);
  const fraction = bits & ((1n << MANTISSA_BITS) - 1n);
  return biased === 0
    ? { mantissa: fraction, exponent: -1074 }
    : { mantissa: fraction | (1n << MANTISSA_BITS), exponent: biased - 1075 };
}

/** The fewest digits that read back as the same number. */
export function shortestDecimal(value: number): Decimal {
  if (value === 0) return { digits: '', point: 0 };
  const [digits = '', exponent = '0'] = Math.abs(value).toExponential().split('e');
  return { digits: digits.replace('.', ''), point: Number(exponent) + 1 };
}

/** Every digit of the number: it is a binary fraction, so there is an end. */
export function exactDecimal(value: number): Decimal {
  const { mantissa, exponent } = binaryParts(value);
  if (mantissa === 0n) return { digits: '', point: 0 };
  const scaled = exponent >= 0 ? mantissa << BigInt(exponent) : mantissa * 5n ** BigInt(-exponent);
  const all = scaled.toString();
  const point = exponent >= 0 ? all.length : all.length + exponent;
  return { digits: all.replace(/0+$/, ''), point };
}

/** Rounds to `count` digits, a tie to the even one, as Go does and toFixed does not. */
export function roundDecimal({ digits, point }: Decimal, count: number): Decimal {
  if (count >= digits.length) return { digits, point };
  if (count < 0) return { digits: '', point: 0 };
  const kept = digits.slice(0, count);
  if (!roundsUp(digits, count)) return { digits: kept.replace(/0+$/, ''), point: count === 0 ? 0 : point };
  const raised = (BigInt(kept === '' ? '0' : kept) + 1n).toString().padStart(count, '0');
  const carried = raised.length > count ? point + 1 : point;
  return { digits: raised.replace(/0+$/, ''), point: carried };
}

function roundsUp(digits: string, count: number): boolean {
  const next = digits.charCodeAt(count) - 48;
  if (next !== 5) return next > 5;
  if (digits.length > count + 1) return true;
  return count > 0 && (digits.charCodeAt(count - 1) - 48) % 2 === 1;
}
