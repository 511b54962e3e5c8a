import type { LabelSet } from '../labels/label-set.js';
import type { Matcher } from '../labels/matcher.js';
import type { Route } from './route.js';

/**
 * Narrows the children of a route down before any regular expression runs: a child with an equality matcher of a
 * non-empty value is a candidate only for alerts that have that value. Of several such matchers, the one that the
 * fewest siblings share tells most.
 */
export class ChildIndex {
  /** Children without such a matcher. */
  readonly #always: Route[] = [];
  readonly #byValue = new Map<string, Map<string, Route[]>>();

  constructor(children: readonly Route[]) {
    const sharers = new Map<string, number>();
    const keyOf = ({ name, value }: Matcher) => `${name.length}:${name}${value}`;
    for (const matcher of children.flatMap(equalities)) {
      sharers.set(keyOf(matcher), (sharers.get(keyOf(matcher)) ?? 0) + 1);
    }
    for (const child of children) {
      const [rarest] = equalities(child).sort((a, b) => (sharers.get(keyOf(a)) ?? 0) - (sharers.get(keyOf(b)) ?? 0));
      if (rarest === undefined) this.#always.push(child);
      else this.#file(rarest, child);
    }
  }

  /** In the order of the tree. */
  candidates(labels: LabelSet): readonly Route[] {
    const found: Route[] = [];
    for (const [name, byValue] of this.#byValue) {
      const value = labels.get(name);
      if (value === undefined) continue;
      for (const child of byValue.get(value) ?? []) found.push(child);
    }
    if (found.length === 0) return this.#always;
    for (const child of this.#always) found.push(child);
    return found.sort((a, b) => a.index - b.index);
  }

  #file({ name, value }: Matcher, child: Route): void {
    const byValue = this.#byValue.get(name) ?? new Map<string, Route[]>();
    this.#byValue.set(name, byValue);
    const children = byValue.get(value);
    if (children === undefined) byValue.set(value, [child]);
    else children.push(child);
  }
}

function equalities({ matchers }: Route): Matcher[] {
  return matchers.filter(({ operator, value }) => operator === '=' && value !== '');
}
