import type { Route } from '../routing/route.js';
import type { AggregationGroup } from './aggregation-group.js';

/** When each group of a dispatcher is due next, to be taken over by its successor after a reload. */
export class GroupTimers {
  static readonly NONE = new GroupTimers([]);

  readonly #dueMs: ReadonlyMap<string, number>;

  constructor(groups: Iterable<AggregationGroup>) {
    const due = new Map<string, number>();
    for (const group of groups) {
      if (!group.isDestroyed) due.set(keyOf(group), group.nextFlushMs);
    }
    this.#dueMs = due;
  }

  /** @returns milliseconds since the epoch; undefined for a group that is new, or whose route has changed */
  dueMs(group: AggregationGroup): number | undefined {
    return this.#dueMs.get(keyOf(group));
  }
}

/** A route is the same as long as it collects the same alerts for the same receiver in the same rhythm. */
function keyOf({ groupKey, route }: AggregationGroup): string {
  return JSON.stringify([groupKey, route.receiver, ...timersOf(route)]);
}

function timersOf({ groupWaitMs, groupIntervalMs, repeatIntervalMs }: Route): number[] {
  return [groupWaitMs, groupIntervalMs, repeatIntervalMs];
}
