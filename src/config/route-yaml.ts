import { isValidLabelName } from '../labels/label-name.js';
import type { Matcher } from '../labels/matcher.js';
import type { RouteConfig } from '../routing/route-config.js';
import { list, map } from '../schema/collections.js';
import { type Located, lazy, located, named } from '../schema/located.js';
import { boolean, type Shape, string } from '../schema/shape.js';
import { type Complain, field, optional, struct } from '../schema/struct.js';
import { duration } from '../schema/texts.js';
import { equalities, expressions, type MatcherReading, matcherList } from './matchers-yaml.js';

/** A route as it is written. */
export interface RouteYaml {
  readonly receiver: string;
  readonly groupBy: readonly string[] | undefined;
  readonly match: readonly Matcher[];
  readonly matchRe: readonly Matcher[];
  readonly matchers: readonly Matcher[];
  readonly muteTimeIntervals: readonly string[];
  readonly activeTimeIntervals: readonly string[];
  readonly continue: boolean;
  readonly routes: readonly Located<RouteYaml>[];
  readonly groupWaitMs: number | undefined;
  readonly groupIntervalMs: number | undefined;
  readonly repeatIntervalMs: number | undefined;
  readonly labels: Readonly<Record<string, string>>;
}

/** Groups by all labels. */
const ALL_LABELS = '...';

export function routeShape(reading: MatcherReading): Shape<RouteYaml> {
  const shape: Shape<RouteYaml> = struct(
    'config.plain',
    {
      receiver: field('receiver', string, ''),
      groupBy: optional(
        'group_by',
        list(string, () => ''),
      ),
      match: field('match', equalities, []),
      matchRe: field('match_re', expressions, []),
      matchers: field('matchers', matcherList(reading), []),
      muteTimeIntervals: field(
        'mute_time_intervals',
        list(string, () => ''),
        [],
      ),
      activeTimeIntervals: field(
        'active_time_intervals',
        list(string, () => ''),
        [],
      ),
      continue: field('continue', boolean, false, 'always'),
      routes: field('routes', list(located(lazy('route', () => shape))), []),
      groupWaitMs: optional('group_wait', duration),
      groupIntervalMs: optional('group_interval', duration),
      repeatIntervalMs: optional('repeat_interval', duration),
      labels: field(
        'labels',
        map(string, () => ''),
        {},
      ),
    },
    (route, complain) => checkRoute(route, reading, complain),
  );
  // A timer that is written as 0 is shown: Go leaves only absent ones out.
  return {
    ...named('route', shape),
    print(route) {
      const printed = shape.print(route);
      return route.groupWaitMs === 0 && typeof printed === 'object' ? { ...printed, group_wait: '0s' } : printed;
    },
  };
}

/** What the routing tree is built from. */
export function routeConfig(route: RouteYaml): RouteConfig {
  const { groupBy, groupWaitMs, groupIntervalMs, repeatIntervalMs } = route;
  return {
    matchers: [...route.match, ...route.matchRe, ...route.matchers],
    muteTimeIntervals: route.muteTimeIntervals,
    activeTimeIntervals: route.activeTimeIntervals,
    continue: route.continue,
    labels: route.labels,
    routes: route.routes.map(({ value }) => routeConfig(value)),
    ...(route.receiver === '' ? {} : { receiver: route.receiver }),
    ...(groupBy === undefined ? {} : { groupBy: groupBy.includes(ALL_LABELS) ? ALL_LABELS : groupBy }),
    ...(groupWaitMs === undefined ? {} : { groupWaitMs }),
    ...(groupIntervalMs === undefined ? {} : { groupIntervalMs }),
    ...(repeatIntervalMs === undefined ? {} : { repeatIntervalMs }),
  };
}

function checkRoute(route: RouteYaml, { mode }: MatcherReading, complain: Complain): void {
  const quoted = JSON.stringify;
  for (const name of Object.keys(route.labels)) {
    if (!isValidLabelName(name, mode)) complain(`invalid label name ${quoted(name)} in route labels`, 'labels');
  }
  const names = (route.groupBy ?? []).filter((name) => name !== ALL_LABELS);
  for (const [at, name] of names.entries()) {
    if (!isValidLabelName(name, mode)) complain(`invalid label name ${quoted(name)} in group_by list`, 'group_by');
    else if (names.indexOf(name) !== at) complain(`duplicated label ${quoted(name)} in group_by`, 'group_by');
  }
  if (names.length > 0 && names.length !== route.groupBy?.length) {
    complain('cannot have wildcard group_by (`...`) and other labels at the same time', 'group_by');
  }
  if (route.groupIntervalMs === 0) complain('group_interval cannot be zero', 'group_interval');
  if (route.repeatIntervalMs === 0) complain('repeat_interval cannot be zero', 'repeat_interval');
}
