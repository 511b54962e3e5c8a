import type { AlertLife } from '../explain/alert-life.js';
import type { GroupFacts } from '../explain/facts.js';
import type { AggregationGroup } from '../grouping/aggregation-group.js';
import type { RoutePath } from '../history/route-path.js';
import type { LabelSet } from '../labels/label-set.js';
import { groupId } from '../routing/group-id.js';
import { groupKey } from '../routing/group-key.js';
import type { Route } from '../routing/route.js';
import type { FoundFlushes } from './past-flushes.js';
import type { Running } from './running.js';

/** A place of an alert in the routing tree: as it is now, or as it was written down. */
export interface AlertPlace {
  readonly groupId: string;
  readonly groupKey: string;
  readonly receiver: string;
  readonly route: RoutePath;
  /** As it is now; undefined for what was written down. */
  readonly live: { readonly route: Route; readonly group: AggregationGroup | undefined } | undefined;
}

/** Where an alert was put, as it was written down; of one of which nothing was, where it would go now. */
export function writtenPlaces(
  labels: LabelSet,
  life: AlertLife | undefined,
  running: Running,
  pathOf: (route: Route) => RoutePath,
): readonly AlertPlace[] {
  if (life === undefined || life.groups.length === 0) return livePlaces(labels, running, pathOf);
  return life.groups.map((group) => ({ ...group, live: undefined }));
}

/** Where an alert goes now. */
export function livePlaces(
  labels: LabelSet,
  { configured, dispatcher }: Running,
  pathOf: (route: Route) => RoutePath,
): readonly AlertPlace[] {
  return configured.routes.match(labels).map((route) => {
    const groupLabels = route.groupLabels(labels);
    const group = dispatcher.group(route, groupLabels);
    return {
      groupId: groupId(route, groupLabels),
      groupKey: groupKey(route, groupLabels),
      receiver: route.receiver,
      route: pathOf(route),
      live: { route, group: group?.has(labels.fingerprint) === true ? group : undefined },
    };
  });
}

/** @returns undefined for an alert that is in no group of this place, and never was */
export function groupFacts(
  { groupId: id, groupKey: key, live }: AlertPlace,
  labels: LabelSet,
  { flush, flushedAtMs }: FoundFlushes,
  life: AlertLife | undefined,
  isPast: boolean,
): GroupFacts | undefined {
  const joined = life?.groups.find((each) => each.groupId === id);
  if (live !== undefined && live.group === undefined && joined === undefined) return undefined;
  return {
    id,
    key,
    labels: joined?.groupLabels ?? flush?.groupLabels ?? live?.route.groupLabels(labels).toJSON() ?? {},
    flushedAtMs,
    joinedAtMs: joined?.joinedAtMs,
    nextFlushMs: isPast ? undefined : live?.group?.nextFlushMs,
  };
}
