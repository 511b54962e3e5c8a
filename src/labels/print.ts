import { goQuote } from './go-quote.js';
import type { LabelSet } from './label-set.js';
import type { Matcher } from './matcher.js';

/** White space and the characters that the UTF-8 syntax reserves: a name with one of them has to be quoted. */
const NEEDS_QUOTES = /[\s{}!=~,\\"'`]/;

/** `name="value"`, in a form that parses back. */
export function printMatcher({ name, operator, value }: Pick<Matcher, 'name' | 'operator' | 'value'>): string {
  if (NEEDS_QUOTES.test(name)) return `${goQuote(name)}${operator}${goQuote(value)}`;
  const escaped = value.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('"', '\\"');
  return `${name}${operator}"${escaped}"`;
}

/** `{a="b",c=~"d"}` */
export function printMatchers(matchers: readonly Matcher[]): string {
  return `{${matchers.map(printMatcher).join(',')}}`;
}

/** `{a="b", c="d"}`, as in group keys: sorted by name, names as they are. */
export function printLabels(labels: LabelSet): string {
  return `{${[...labels].map(([name, value]) => `${name}=${goQuote(value)}`).join(', ')}}`;
}
