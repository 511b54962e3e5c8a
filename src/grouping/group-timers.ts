import type { Route } from '../routing/route.js';
import type { AggregationGroup } from './aggregation-group.js';

/** When a group is due next, in a form that outlives the process. */
export interface GroupTimer {
  /** Internal id of the group: where its route stands in the tree, and its labels. */
  readonly groupId: string;
  readonly groupKey: string;
  /** What the moment was reckoned from; see `rhythmOf`. */
  readonly rhythm: string;
  /** Milliseconds since the epoch. */
  readonly dueMs: number;
}

/** Due times to go on with, after a reload or a restart. */
export class GroupTimers {
  static readonly NONE = new GroupTimers([]);

  readonly #dueMs: ReadonlyMap<string, number>;

  constructor(timers: Iterable<GroupTimer>) {
    this.#dueMs = new Map(Array.from(timers, (timer) => [keyOf(timer), timer.dueMs]));
  }

  /**
   * A moment that is further away than the route ever waits was reckoned by a clock that has been set back since, and
   * makes no sense.
   *
   * @returns milliseconds since the epoch; undefined for a group that is new, or whose route has changed
   */
  dueMs(group: AggregationGroup, nowMs: number): number | undefined {
    const { groupWaitMs, groupIntervalMs } = group.route;
    const dueMs = this.#dueMs.get(keyOf(timerOf(group)));
    return dueMs !== undefined && dueMs <= nowMs + Math.max(groupWaitMs, groupIntervalMs) ? dueMs : undefined;
  }
}

export function timerOf({ id, groupKey, route, nextFlushMs }: AggregationGroup): GroupTimer {
  return { groupId: id, groupKey, rhythm: rhythmOf(route), dueMs: nextFlushMs };
}

/** Not the id: that of a group changes when another route is put before its own. */
function keyOf({ groupKey, rhythm }: GroupTimer): string {
  return `${rhythm} ${groupKey}`;
}

/** A route is the same as long as it collects the same alerts for the same receiver in the same rhythm. */
function rhythmOf({ receiver, groupWaitMs, groupIntervalMs, repeatIntervalMs }: Route): string {
  return JSON.stringify([receiver, groupWaitMs, groupIntervalMs, repeatIntervalMs]);
}
