import { formatDuration } from '../../duration/duration.js';
import { DEFAULT_ROUTE_SETTINGS } from '../../routing/build-route-tree.js';
import type { Located } from '../../schema/located.js';
import type { ConfigYaml } from '../config-yaml.js';
import type { RouteYaml } from '../route-yaml.js';
import type { Advice, AdviceContext } from './advice.js';

interface Timers {
  readonly groupIntervalMs: number;
  readonly repeatIntervalMs: number;
}

/** Repeat intervals that will not be kept: a group is looked at every group_interval, and never between. */
export function adviseOnTimers({ route }: ConfigYaml, context: AdviceContext): Advice[] {
  return route === undefined ? [] : [...adviseOnRoute(route, DEFAULT_ROUTE_SETTINGS, context)];
}

function* adviseOnRoute(route: Located<RouteYaml>, inherited: Timers, context: AdviceContext): Generator<Advice> {
  const { groupIntervalMs = inherited.groupIntervalMs, repeatIntervalMs = inherited.repeatIntervalMs } = route.value;
  const timers = { groupIntervalMs, repeatIntervalMs };
  const isInherited = groupIntervalMs === inherited.groupIntervalMs && repeatIntervalMs === inherited.repeatIntervalMs;
  if (!isInherited || route.path === 'route') {
    for (const message of complaints(timers, context)) {
      yield { rule: 'repeat-interval', position: route.position, path: route.path, message };
    }
  }
  for (const child of route.value.routes) yield* adviseOnRoute(child, timers, context);
}

function* complaints({ groupIntervalMs, repeatIntervalMs }: Timers, { retentionMs }: AdviceContext): Generator<string> {
  const [group, repeat] = [formatDuration(groupIntervalMs), formatDuration(repeatIntervalMs)];
  if (repeatIntervalMs % groupIntervalMs !== 0) {
    const next = formatDuration(Math.ceil(repeatIntervalMs / groupIntervalMs) * groupIntervalMs);
    yield `repeat_interval ${repeat} is no multiple of group_interval ${group}: notifications repeat every ${next}`;
  }
  if (repeatIntervalMs > retentionMs) {
    const retention = formatDuration(retentionMs);
    yield `repeat_interval ${repeat} is longer than the data retention ${retention}: notifications repeat every ${retention}; start the server with a longer --data.retention`;
  }
}
