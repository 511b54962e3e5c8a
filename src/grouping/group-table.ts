import type { LabelSet } from '../labels/label-set.js';
import type { Route } from '../routing/route.js';
import type { AggregationGroup } from './aggregation-group.js';

/** No label value holds them: a lone surrogate is not valid text. */
const ABSENT = '\ud800';
const END = '\ud801';

/** The groups of a routing tree: for each route, by the values of the labels that it groups by. */
export class GroupTable {
  readonly #byRoute = new Map<Route, Map<string, AggregationGroup>>();
  #size = 0;

  /** How many groups there are, destroyed ones too until they are swept. */
  get size(): number {
    return this.#size;
  }

  /** @param labels of the group, or of an alert that belongs to it */
  get(route: Route, labels: LabelSet): AggregationGroup | undefined {
    return this.#byRoute.get(route)?.get(keyOf(route, labels));
  }

  /** Adds a group, or puts it in the place of a destroyed one. */
  set(group: AggregationGroup): void {
    let groups = this.#byRoute.get(group.route);
    if (groups === undefined) {
      groups = new Map();
      this.#byRoute.set(group.route, groups);
    }
    const key = keyOf(group.route, group.labels);
    if (!groups.has(key)) this.#size++;
    groups.set(key, group);
  }

  *[Symbol.iterator](): IterableIterator<AggregationGroup> {
    for (const groups of this.#byRoute.values()) yield* groups.values();
  }

  /** Removes the destroyed groups. */
  sweep(): void {
    for (const groups of this.#byRoute.values()) {
      for (const [key, group] of groups) {
        if (!group.isDestroyed) continue;
        groups.delete(key);
        this.#size--;
      }
    }
  }

  clear(): void {
    this.#byRoute.clear();
    this.#size = 0;
  }
}

/** An alert that comes again finds its group without that the group's labels are made anew. */
function keyOf({ settings: { groupBy } }: Route, labels: LabelSet): string {
  if (groupBy === '...') return labels.fingerprint;
  let key = '';
  for (const name of groupBy) key += (labels.get(name) ?? ABSENT) + END;
  return key;
}
