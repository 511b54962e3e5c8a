import type { LabelSet } from './label-set.js';
import { Pattern } from './pattern.js';

export type MatchOperator = '=' | '!=' | '=~' | '!~';

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
}

/** Whether every matcher holds; true when there are none. */
export function matchesAll(matchers: readonly Matcher[], labels: LabelSet): boolean {
  return matchers.every((matcher) => matcher.matchesLabels(labels));
}
