/** Units in nanoseconds. The two micro signs are different characters. */
const UNIT_NS: ReadonlyMap<string, number> = new Map([
  ['ns', 1],
  ['us', 1e3],
  ['µs', 1e3],
  ['μs', 1e3],
  ['ms', 1e6],
  ['s', 1e9],
  ['m', 60e9],
  ['h', 3600e9],
]);

/** Go keeps durations as signed 64-bit nanoseconds; the sum is kept exactly, so that the last one still counts. */
const MAX_NS = 2n ** 63n - 1n;

/**
 * Reads a Go duration: a sign, then decimal numbers with units in any order (`1h30m`, `1.5s`, `-10ms`), or `0`.
 *
 * @returns milliseconds, with a fraction where the text has micro- or nanoseconds
 * @throws {Error} with the message of Go's time.ParseDuration
 */
export function parseGoDuration(text: string): number {
  const invalid = new Error(`time: invalid duration ${quoted(text)}`);
  const [, sign = '', body = ''] = /^([+-]?)(.*)$/s.exec(text) ?? [];
  if (body === '0') return 0;
  if (body === '') throw invalid;
  const max = sign === '-' ? MAX_NS + 1n : MAX_NS;

  let ns = 0n;
  let rest = body;
  while (rest !== '') {
    const [number = '', whole = '', fraction = ''] = /^([0-9]*)(?:\.([0-9]*))?/.exec(rest) ?? [];
    if (whole === '' && fraction === '') throw invalid;
    rest = rest.slice(number.length);
    const unit = /^[^.0-9]*/.exec(rest)?.[0] ?? '';
    if (unit === '') throw new Error(`time: missing unit in duration ${quoted(text)}`);
    const size = UNIT_NS.get(unit);
    if (size === undefined) throw new Error(`time: unknown unit ${quoted(unit)} in duration ${quoted(text)}`);
    rest = rest.slice(unit.length);
    ns += BigInt(whole) * BigInt(size) + BigInt(partOf(size, fraction));
    if (ns > max) throw invalid;
  }
  return ns === 0n ? 0 : Number(sign === '-' ? -ns : ns) / 1e6;
}

/** Prints as Go does: `1h0m0s`, `1m30s`, `1.5s`, `500ms`, `0s`. @param ms with a fraction for what is finer */
export function formatGoDuration(ms: number): string {
  const fractionNs = Math.round((Math.abs(ms) % 1) * 1e6);
  const wholeMs = Math.trunc(Math.abs(ms)) + Math.floor(fractionNs / 1e6);
  const restNs = fractionNs % 1e6;
  const sign = ms < 0 ? '-' : '';
  if (wholeMs === 0 && restNs === 0) return '0s';
  if (wholeMs === 0 && restNs < 1e3) return `${sign}${restNs}ns`;
  if (wholeMs === 0) return `${sign}${decimal(restNs, 1e3)}µs`;
  if (wholeMs < 1e3) return `${sign}${decimal(wholeMs * 1e6 + restNs, 1e6)}ms`;
  const minutes = Math.floor(wholeMs / 60_000);
  const seconds = `${decimal((wholeMs % 60_000) * 1e6 + restNs, 1e9)}s`;
  if (minutes >= 60) return `${sign}${Math.floor(minutes / 60)}h${minutes % 60}m${seconds}`;
  return minutes > 0 ? `${sign}${minutes}m${seconds}` : `${sign}${seconds}`;
}

/** How many nanoseconds of a unit `.fraction` is, rounded as Go rounds. What follows 18 digits cannot be seen. */
function partOf(sizeNs: number, fraction: string): number {
  const digits = fraction.slice(0, 18);
  return Math.trunc(Number(digits) * (sizeNs / 10 ** digits.length));
}

/** `count / unit` without rounding. @param unit a power of ten */
function decimal(count: number, unit: number): string {
  const digits = String(unit).length - 1;
  const fraction = String(count % unit)
    .padStart(digits, '0')
    .replace(/0+$/, '');
  const whole = Math.floor(count / unit);
  return fraction === '' ? String(whole) : `${whole}.${fraction}`;
}

/** As the time package quotes, unlike strconv: every byte beyond printable ASCII as `\xNN`. */
function quoted(text: string): string {
  let out = '';
  for (const byte of Buffer.from(text)) {
    const char = String.fromCharCode(byte);
    if (char === '"' || char === '\\') out += `\\${char}`;
    else out += byte < 0x20 || byte >= 0x80 ? `\\x${byte.toString(16).padStart(2, '0')}` : char;
  }
  return `"${out}"`;
}
