import { compareBytes, type LabelSet } from './label-set.js';
import { Pattern } from './pattern.js';
import { printMatcher } from './print.js';

export type MatchOperator = '=' | '!=' | '=~' | '!~';

/** Alertmanager's order of operators, for sorting. */
const OPERATORS: readonly MatchOperator[] = ['=', '!=', '=~', '!~'];

/** One condition on one label. A label that is absent counts as the empty string. */
export class Matcher {
  readonly #pattern: Pattern | undefined;

  /** @throws {Error} with Go's message when a regular expression does not compile */
  constructor(
    readonly name: string,
    readonly operator: MatchOperator,
    readonly value: string,
  ) {
    if (operator === '=~' || operator === '!~') this.#pattern = Pattern.anchored(value);
  }

  get isRegex(): boolean {
    return this.#pattern !== undefined;
  }

  get isNegative(): boolean {
    return this.operator === '!=' || this.operator === '!~';
  }

  /** @param value the label's value, or undefined where the label is absent */
  matches(value: string | undefined): boolean {
    const text = value ?? '';
    const hit = this.#pattern === undefined ? text === this.value : this.#pattern.matches(text);
    return hit !== this.isNegative;
  }

  matchesLabels(labels: LabelSet): boolean {
    return this.matches(labels.get(this.name));
  }

  equals(other: Matcher): boolean {
    return this.name === other.name && this.operator === other.operator && this.value === other.value;
  }

  /** In a form that parses back: `name="value"`. */
  toString(): string {
    return printMatcher(this);
  }
}

/** Whether every matcher holds; true when there are none. */
export function matchesAll(matchers: readonly Matcher[], labels: LabelSet): boolean {
  return matchers.every((matcher) => matcher.matchesLabels(labels));
}

/**
 * The same for the API's `filter`, which has two rules of its own where a matcher's value is empty: `=` and `=~` hold
 * for an absent label, `!=` and `!~` for a present one (api/v2, matchFilterLabels).
 */
export function passesFilter(matchers: readonly Matcher[], labels: LabelSet): boolean {
  return matchers.every((matcher) => {
    const value = labels.get(matcher.name);
    if (matcher.value === '' && matcher.isNegative === (value !== undefined)) return true;
    return matcher.matches(value);
  });
}

/** By name, then value, then operator. */
export function compareMatchers(a: Matcher, b: Matcher): number {
  return (
    compareBytes(a.name, b.name) ||
    compareBytes(a.value, b.value) ||
    OPERATORS.indexOf(a.operator) - OPERATORS.indexOf(b.operator)
  );
}
