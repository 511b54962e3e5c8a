import type { LabelSet } from '../labels/label-set.js';
import type { Route } from './route.js';

/**
 * Narrows the children of a route down before any regular expression runs: a child with an equality matcher of a
 * non-empty value is a candidate only for alerts that have that value.
 */
export class ChildIndex {
  /** Children without such a matcher. */
  readonly #always: Route[] = [];
  readonly #byValue = new Map<string, Map<string, Route[]>>();

  constructor(children: readonly Route[]) {
    for (const child of children) {
      const equality = child.matchers.find(({ operator, value }) => operator === '=' && value !== '');
      if (equality === undefined) this.#always.push(child);
      else this.#file(equality.name, equality.value, child);
    }
  }

  /** In the order of the tree. */
  candidates(labels: LabelSet): readonly Route[] {
    const found: Route[] = [];
    for (const [name, byValue] of this.#byValue) {
      const value = labels.get(name);
      if (value !== undefined) found.push(...(byValue.get(value) ?? []));
    }
    if (found.length === 0) return this.#always;
    found.push(...this.#always);
    return found.sort((a, b) => a.index - b.index);
  }

  #file(name: string, value: string, child: Route): void {
    const byValue = this.#byValue.get(name) ?? new Map<string, Route[]>();
    this.#byValue.set(name, byValue);
    const children = byValue.get(value);
    if (children === undefined) byValue.set(value, [child]);
    else children.push(child);
  }
}
