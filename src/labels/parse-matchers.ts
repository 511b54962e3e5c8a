import { parseClassicMatcher, parseClassicMatchers } from './classic-parser.js';
import type { Matcher } from './matcher.js';
import type { MatcherMode } from './matcher-mode.js';
import { printMatcher } from './print.js';
import { parseUtf8Matcher, parseUtf8Matchers } from './utf8-parser.js';

/** Told when an input is read by the classic rules although UTF-8 ones were tried first. */
export type OnFallback = (fallback: {
  readonly input: string;
  /** Absent when both parsers read the input, but differently. */
  readonly error?: string;
  /** The same matchers in a form that both parsers read alike. */
  readonly suggestion: string;
}) => void;

/**
 * Zero or more matchers, with or without braces, as in a configuration.
 *
 * @throws {Error} with the message of Alertmanager's parser
 */
export function parseMatchers(input: string, mode: MatcherMode, onFallback?: OnFallback): Matcher[] {
  if (mode === 'classic') return parseClassicMatchers(input);
  if (mode === 'utf8') return parseUtf8Matchers(input);
  return preferUtf8(input, parseUtf8Matchers, parseClassicMatchers, (list) => list, onFallback);
}

/** Exactly one matcher without braces, as in the API's `filter` and on the command line. */
export function parseMatcher(input: string, mode: MatcherMode, onFallback?: OnFallback): Matcher {
  if (mode === 'classic') return parseClassicMatcher(input);
  if (input.startsWith('{') || input.endsWith('}')) throw new Error(`unexpected open or close brace: ${input}`);
  if (mode === 'utf8') return parseUtf8Matcher(input);
  return preferUtf8(input, parseUtf8Matcher, parseClassicMatcher, (one) => [one], onFallback);
}

/** Both parsers read; where they disagree, or only the classic one can, it has the last word (matcher/compat). */
function preferUtf8<T>(
  input: string,
  utf8: (input: string) => T,
  classic: (input: string) => T,
  listOf: (parsed: T) => readonly Matcher[],
  onFallback: OnFallback | undefined,
): T {
  const byClassic = attempt(classic, input);
  const byUtf8 = attempt(utf8, input);
  if (byUtf8.kind === 'failed') {
    if (byClassic.kind === 'failed') throw byClassic.error;
    const error = byUtf8.error instanceof Error ? byUtf8.error.message : String(byUtf8.error);
    onFallback?.({ input, error, suggestion: listOf(byClassic.value).map(printMatcher).join(',') });
    return byClassic.value;
  }
  if (byClassic.kind === 'parsed' && !areEqual(listOf(byClassic.value), listOf(byUtf8.value))) {
    onFallback?.({ input, suggestion: listOf(byClassic.value).map(printMatcher).join(',') });
    return byClassic.value;
  }
  return byUtf8.value;
}

type Attempt<T> = { readonly kind: 'parsed'; readonly value: T } | { readonly kind: 'failed'; readonly error: unknown };

function attempt<T>(parse: (input: string) => T, input: string): Attempt<T> {
  try {
    return { kind: 'parsed', value: parse(input) };
  } catch (error) {
    return { kind: 'failed', error };
  }
}

function areEqual(a: readonly Matcher[], b: readonly Matcher[]): boolean {
  return a.length === b.length && a.every((matcher, i) => b[i] !== undefined && matcher.equals(b[i]));
}
