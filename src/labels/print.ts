import { goQuote } from './go-quote.js';
import { GO_SPACES } from './go-space.js';
import type { LabelSet } from './label-set.js';

/** White space and the characters that the UTF-8 syntax reserves: a name with one of them has to be quoted. */
const NEEDS_QUOTES = new RegExp(`[${GO_SPACES}{}!=~,\\\\"'\`]`);

/** What is printed of a matcher. */
interface MatcherText {
  readonly name: string;
  readonly operator: string;
  readonly value: string;
}

/** `name="value"`, in a form that parses back. */
export function printMatcher({ name, operator, value }: MatcherText): string {
  if (NEEDS_QUOTES.test(name)) return `${goQuote(name)}${operator}${goQuote(value)}`;
  const escaped = value.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('"', '\\"');
  return `${name}${operator}"${escaped}"`;
}

/** `{a="b",c=~"d"}` */
export function printMatchers(matchers: readonly MatcherText[]): string {
  return `{${matchers.map(printMatcher).join(',')}}`;
}

/** `{a="b", c="d"}`, as in group keys: sorted by name, names as they are. */
export function printLabels(labels: LabelSet): string {
  return `{${[...labels].map(([name, value]) => `${name}=${goQuote(value)}`).join(', ')}}`;
}
