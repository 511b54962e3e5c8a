import type { LabelSet } from '../labels/label-set.js';
import type { Matcher } from '../labels/matcher.js';

interface Filed<T> {
  readonly at: number;
  readonly item: T;
}

/** Finds the rules that could concern an alert: those filed under an equality that it has, and those without any. */
export class RuleIndex<T> {
  readonly #always: Filed<T>[] = [];
  readonly #alwaysItems: readonly T[];
  readonly #byValue = new Map<string, Filed<T>[]>();

  /** @param matchersOf the side of the rule that an alert has to match */
  constructor(items: readonly T[], matchersOf: (item: T) => readonly Matcher[]) {
    for (const [at, item] of items.entries()) this.#folder(matchersOf(item)).push({ at, item });
    this.#alwaysItems = this.#always.map(({ item }) => item);
  }

  /** In the order of the configuration. */
  candidates({ names, values }: LabelSet): readonly T[] {
    let found: Filed<T>[] | undefined;
    if (this.#byValue.size > 0) {
      for (let i = 0; i < names.length; i++) {
        const filed = this.#byValue.get(keyOf(names[i] ?? '', values[i] ?? ''));
        if (filed !== undefined) found = found === undefined ? [...this.#always, ...filed] : [...found, ...filed];
      }
    }
    // Nearly always nothing concerns an alert.
    if (found === undefined) return this.#alwaysItems;
    return found.sort((a, b) => a.at - b.at).map(({ item }) => item);
  }

  #folder(matchers: readonly Matcher[]): Filed<T>[] {
    const equality = matchers.find(({ operator, value }) => operator === '=' && value !== '');
    if (equality === undefined) return this.#always;
    const key = keyOf(equality.name, equality.value);
    const folder = this.#byValue.get(key) ?? [];
    this.#byValue.set(key, folder);
    return folder;
  }
}

function keyOf(name: string, value: string): string {
  return `${name}\xff${value}`;
}
