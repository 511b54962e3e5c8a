import type { LabelSet } from '../labels/label-set.js';
import type { Route } from '../routing/route.js';
import type { AggregationGroup } from './aggregation-group.js';

/** The groups of a routing tree: for each route, by the fingerprint of the group labels. */
export class GroupTable {
  readonly #byRoute = new Map<Route, Map<string, AggregationGroup>>();
  #size = 0;

  /** How many groups there are, destroyed ones too until they are swept. */
  get size(): number {
    return this.#size;
  }

  get(route: Route, labels: LabelSet): AggregationGroup | undefined {
    return this.#byRoute.get(route)?.get(labels.fingerprint);
  }

  /** Adds a group, or puts it in the place of a destroyed one. */
  set(group: AggregationGroup): void {
    let groups = this.#byRoute.get(group.route);
    if (groups === undefined) {
      groups = new Map();
      this.#byRoute.set(group.route, groups);
    }
    if (!groups.has(group.labels.fingerprint)) this.#size++;
    groups.set(group.labels.fingerprint, group);
  }

  *[Symbol.iterator](): IterableIterator<AggregationGroup> {
    for (const groups of this.#byRoute.values()) yield* groups.values();
  }

  /** Removes the destroyed groups. */
  sweep(): void {
    for (const groups of this.#byRoute.values()) {
      for (const [fingerprint, group] of groups) {
        if (!group.isDestroyed) continue;
        groups.delete(fingerprint);
        this.#size--;
      }
    }
  }

  clear(): void {
    this.#byRoute.clear();
    this.#size = 0;
  }
}
