import type { LabelSet } from '../../../labels/label-set.js';
import { explainMatch, type RouteVerdict } from '../../../routing/explain-match.js';
import { groupId } from '../../../routing/group-id.js';
import { groupKey } from '../../../routing/group-key.js';
import type { Route } from '../../../routing/route.js';
import type { RunningEngine } from '../../engine.js';
import { momentJson } from './moment-json.js';

/** `POST /routes/test`: where an alert with these labels would go now, by which way, and whether anybody would hear. */
export function routeTest(running: RunningEngine, labels: LabelSet, nowMs: number): object {
  const verdicts = explainMatch(running.routing.root, labels);
  const parents = parentsOf(running.routing.root);
  return {
    labels: labels.toJSON(),
    inhibitedBy: running.inhibitedBy(labels, nowMs),
    silencedBy: running.silencedBy(labels, nowMs),
    leaves: verdicts
      .filter(({ kind }) => kind === 'leaf')
      .map(({ route }) => ({ path: pathTo(route, parents), ...leafJson(running, route, labels, nowMs) })),
    steps: verdicts.map(stepJson),
  };
}

function leafJson(running: RunningEngine, route: Route, labels: LabelSet, nowMs: number): object {
  const groupLabels = route.groupLabels(labels);
  const id = groupId(route, groupLabels);
  const group = running.group(id);
  return {
    routeId: route.id,
    receiver: route.receiver,
    groupId: id,
    groupKey: groupKey(route, groupLabels),
    groupLabels: groupLabels.toJSON(),
    group: group === undefined ? null : { alerts: group.size, nextFlushAt: momentJson(group.nextFlushAtMs) },
    groupWaitSeconds: route.groupWaitMs / 1000,
    mutedBy: running.mutedBy(route, nowMs),
  };
}

/** What came of each route that was looked at, parents first; `failed` is the first matcher that does not hold. */
function stepJson(verdict: RouteVerdict): object {
  const step = { routeId: verdict.route.id, verdict: verdict.kind };
  if (verdict.kind === 'refused') return { ...step, failed: String(verdict.failed) };
  return verdict.kind === 'unreached' ? { ...step, takenBy: verdict.takenBy.id } : step;
}

/** The ids from the root down. */
function pathTo(leaf: Route, parents: ReadonlyMap<Route, Route>): readonly string[] {
  const path: string[] = [];
  for (let route: Route | undefined = leaf; route !== undefined; route = parents.get(route)) path.unshift(route.id);
  return path;
}

function parentsOf(root: Route): ReadonlyMap<Route, Route> {
  const parents = new Map<Route, Route>();
  for (const route of root.walk()) for (const child of route.children) parents.set(child, route);
  return parents;
}
