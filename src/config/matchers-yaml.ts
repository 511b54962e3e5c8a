import { isClassicLabelName } from '../labels/label-name.js';
import { compareMatchers, Matcher } from '../labels/matcher.js';
import type { MatcherMode } from '../labels/matcher-mode.js';
import { type OnFallback, parseMatchers } from '../labels/parse-matchers.js';
import { printMatcher } from '../labels/print.js';
import { list, map } from '../schema/collections.js';
import { complain, type Shape, string } from '../schema/shape.js';

/** How matchers in a configuration are read. */
export interface MatcherReading {
  readonly mode: MatcherMode;
  readonly onFallback?: OnFallback;
}

const texts = list(string, () => '');
const values = map(string, () => '');
const patterns = map(string, (value, place, key) =>
  complain(value, place, `invalid regexp value for ${JSON.stringify(key)}`),
);

/** A list of texts, each of which may hold several matchers. */
export function matcherList({ mode, onFallback }: MatcherReading): Shape<readonly Matcher[]> {
  return {
    decode(value, place) {
      const lines = texts.decode(value, place);
      try {
        return lines?.flatMap((line) => parseMatchers(line, mode, onFallback)).toSorted(compareMatchers);
      } catch (error) {
        return complain(value, place, error instanceof Error ? error.message : String(error));
      }
    },
    print: (matchers) => matchers.map(printMatcher),
    isEmpty: (matchers) => matchers.length === 0,
    schema: (place) => texts.schema(place),
  };
}

/** `match`: label names to values. */
export const equalities: Shape<readonly Matcher[]> = legacy('=', values, {
  wrap: (text) => text,
  unwrap: (text) => text,
});

/** `match_re`: label names to regular expressions. Route keys show them with the anchors that Alertmanager adds. */
export const expressions: Shape<readonly Matcher[]> = legacy('=~', patterns, {
  wrap: (text) => `^(?:${text})$`,
  unwrap: (text) => text.slice('^(?:'.length, -')$'.length),
});

function legacy(
  operator: '=' | '=~',
  entries: Shape<Readonly<Record<string, string>>>,
  { wrap, unwrap }: { readonly wrap: (text: string) => string; readonly unwrap: (text: string) => string },
): Shape<readonly Matcher[]> {
  return {
    decode(value, place) {
      const decoded = entries.decode(value, place);
      if (decoded === undefined) return undefined;
      const before = place.issues.count;
      const matchers: Matcher[] = [];
      for (const [name, text] of Object.entries(decoded)) {
        if (!isClassicLabelName(name)) complain(value, place, `invalid label name ${JSON.stringify(name)}`);
        try {
          matchers.push(new Matcher(name, operator, wrap(text)));
        } catch (error) {
          complain(value, place, error instanceof Error ? error.message : String(error));
        }
      }
      return place.issues.count === before ? matchers : undefined;
    },
    print: (matchers) => entries.print(Object.fromEntries(matchers.map(({ name, value }) => [name, unwrap(value)]))),
    isEmpty: (matchers) => matchers.length === 0,
    schema: (place) => entries.schema(place),
  };
}
