/** A text with gaps: it begins with `start`; then, for each gap, anything and a literal; the last one ends it. */
interface Glob {
  readonly start: string;
  readonly gaps: readonly Gap[];
}

interface Gap {
  /** 0 for `.*`, 1 for `.+`. */
  readonly least: 0 | 1;
  readonly literal: string;
}

/** Every character that means something in a regular expression. */
const META = /[\\.+*?()|[\]{}^$]/;
/** What stands for itself after a backslash. */
const PUNCTUATION = /[!-/:-@[-`{-~]/;

/**
 * Answers without a regular expression whether a whole text is one of `a|b.*|.+c`: literals, and literals with `.*` or
 * `.+` between them, which is what most matchers are made of. The answers are RE2's for `^(?:source)$`.
 *
 * @returns undefined for every other source, valid or not
 */
export function plainPattern(source: string): ((text: string) => boolean) | undefined {
  const globs = readGlobs(withoutGroup(source));
  if (globs === undefined) return undefined;
  const literals = new Set(globs.filter(({ gaps }) => gaps.length === 0).map(({ start }) => start));
  const gapped = globs.filter(({ gaps }) => gaps.length > 0);
  if (gapped.length === 0) return (text) => literals.has(text);
  return (text) => literals.has(text) || (!text.includes('\n') && gapped.some((glob) => fits(glob, text)));
}

/** @returns the values that `^(?:source)$` matches where it lists them: `a|b`. Undefined for every other source */
export function literalsOf(source: string): ReadonlySet<string> | undefined {
  const globs = readGlobs(
    withoutGroup(source.startsWith('^(?:') && source.endsWith(')$') ? source.slice(1, -1) : source),
  );
  if (globs === undefined || globs.some(({ gaps }) => gaps.length > 0)) return undefined;
  return new Set(globs.map(({ start }) => start));
}

/** The text has no line feed, which no gap could hold. Leftmost is as good as any: later gaps only get more room. */
function fits({ start, gaps }: Glob, text: string): boolean {
  if (!text.startsWith(start)) return false;
  let at = start.length;
  for (let i = 0; i < gaps.length; i++) {
    const { least, literal } = gaps[i] as Gap;
    const from = at + least;
    if (i === gaps.length - 1) return text.length - literal.length >= from && text.endsWith(literal);
    const found = text.indexOf(literal, from);
    if (found < 0) return false;
    at = found + literal.length;
  }
  return false;
}

/** One group around everything changes nothing: `(a|b)`, `(?:a|b)`. Brackets inside are refused later. */
function withoutGroup(source: string): string {
  if (!source.startsWith('(') || !source.endsWith(')')) return source;
  return source.slice(source.startsWith('(?:') ? 3 : 1, -1);
}

function readGlobs(source: string): Glob[] | undefined {
  const globs: Glob[] = [];
  let at = 0;
  do {
    const read = readGlob(source, at);
    if (read === undefined) return undefined;
    globs.push(read.glob);
    at = read.end + 1;
  } while (at <= source.length);
  return globs;
}

/** Reads to the next `|` or the end. */
function readGlob(source: string, from: number): { readonly glob: Glob; readonly end: number } | undefined {
  const literals = [''];
  const leasts: (0 | 1)[] = [];
  let at = from;
  while (at < source.length && source[at] !== '|') {
    const gap = /^\.([*+])\??/.exec(source.slice(at, at + 3));
    if (gap !== null) {
      // Two gaps in a row are left to the engine.
      if (leasts.length > 0 && literals.at(-1) === '') return undefined;
      leasts.push(gap[1] === '*' ? 0 : 1);
      literals.push('');
      at += gap[0].length;
      continue;
    }
    const literal = readLiteral(source, at);
    if (literal === undefined) return undefined;
    literals.push(`${literals.pop()}${literal.char}`);
    at = literal.end;
  }
  const [start = '', ...rest] = literals;
  if (rest.length > 0 && source.slice(from, at).includes('\n')) return undefined;
  const gaps = rest.map((literal, i): Gap => ({ least: leasts[i] ?? 0, literal }));
  return { glob: { start, gaps }, end: at };
}

function readLiteral(source: string, at: number): { readonly char: string; readonly end: number } | undefined {
  const char = source.charAt(at);
  if (!META.test(char)) return { char, end: at + 1 };
  const escaped = source.charAt(at + 1);
  return char === '\\' && PUNCTUATION.test(escaped) ? { char: escaped, end: at + 2 } : undefined;
}
