/** The parts of Go's reference time that a layout may name. */
export type LayoutPart =
  | 'Jan'
  | 'January'
  | 'Mon'
  | 'Monday'
  | 'MST'
  | '01'
  | '02'
  | '03'
  | '04'
  | '05'
  | '06'
  | '002'
  | '15'
  | '1'
  | '2006'
  | '2'
  | '_2'
  | '__2'
  | '3'
  | '4'
  | '5'
  | 'PM'
  | 'pm'
  | OffsetPart
  | '.0'
  | '.9';

export type OffsetPart =
  | '-070000'
  | '-07:00:00'
  | '-0700'
  | '-07:00'
  | '-07'
  | 'Z070000'
  | 'Z07:00:00'
  | 'Z0700'
  | 'Z07:00'
  | 'Z07';

export interface LayoutChunk {
  /** Text to be printed or read as it is. */
  readonly literal: string;
  /** What follows the text; undefined at the end of the layout. */
  readonly part: LayoutPart | undefined;
  /** The part as the layout spells it. */
  readonly source: string;
}

const FIXED_PARTS: readonly LayoutPart[] = [
  // Longer ones come before their beginnings.
  'January',
  'Monday',
  'MST',
  '002',
  '01',
  '02',
  '03',
  '04',
  '05',
  '06',
  '15',
  '1',
  '2006',
  '2',
  '__2',
  '_2',
  '3',
  '4',
  '5',
  'PM',
  'pm',
  '-070000',
  '-07:00:00',
  '-0700',
  '-07:00',
  '-07',
  'Z070000',
  'Z07:00:00',
  'Z0700',
  'Z07:00',
  'Z07',
];
const CACHE_MAX = 500;
const cache = new Map<string, readonly LayoutChunk[]>();

/** Cuts a layout into its parts; the last chunk has none. */
export function parseLayout(layout: string): readonly LayoutChunk[] {
  const known = cache.get(layout);
  if (known !== undefined) return known;
  const chunks = cut(layout);
  if (cache.size >= CACHE_MAX) cache.clear();
  cache.set(layout, chunks);
  return chunks;
}

function cut(layout: string): readonly LayoutChunk[] {
  const chunks: LayoutChunk[] = [];
  let start = 0;
  for (let at = 0; at < layout.length; ) {
    const found = partAt(layout, at);
    if (found === undefined) {
      at++;
      continue;
    }
    const [part, length] = found;
    // `_2006` is an underscore and a year.
    const skip = part === '_2' && layout.startsWith('2006', at + 1) ? 1 : 0;
    const source = skip === 1 ? '2006' : layout.slice(at, at + length);
    chunks.push({ literal: layout.slice(start, at + skip), part: skip === 1 ? '2006' : part, source });
    at += skip + source.length;
    start = at;
  }
  chunks.push({ literal: layout.slice(start), part: undefined, source: '' });
  return chunks;
}

function partAt(layout: string, at: number): [LayoutPart, number] | undefined {
  const first = layout.charAt(at);
  if (first === '.' || first === ',') return fractionAt(layout, at);
  for (const part of FIXED_PARTS) if (layout.startsWith(part, at)) return [part, part.length];
  for (const part of ['Jan', 'Mon'] as const) {
    // `Janet` and `Month` are words.
    if (layout.startsWith(part, at) && !/[a-z]/.test(layout.charAt(at + 3))) return [part, 3];
  }
  return undefined;
}

/** `.000` or `.999`, with any number of digits and none after them. */
function fractionAt(layout: string, at: number): [LayoutPart, number] | undefined {
  const digit = layout.charAt(at + 1);
  if (digit !== '0' && digit !== '9') return undefined;
  let end = at + 1;
  while (layout.charAt(end) === digit) end++;
  if (/\d/.test(layout.charAt(end))) return undefined;
  return [digit === '0' ? '.0' : '.9', end - at];
}
