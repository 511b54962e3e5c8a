import type { Route } from '../../../routing/route.js';
import type { RouteConfig } from '../../../routing/route-config.js';
import type { RunningEngine } from '../../engine.js';

/** A route as `GET /routes` shows it. */
export interface RouteJson {
  readonly id: string;
  readonly receiver: string;
  readonly matchers: readonly string[];
  readonly groupBy: readonly string[];
  readonly continue: boolean;
  readonly timers: {
    readonly groupWaitSeconds: number;
    readonly groupIntervalSeconds: number;
    readonly repeatIntervalSeconds: number;
  };
  /** Which of these the route says itself. The others are its parent's; the root has defaults. */
  readonly own: readonly (keyof typeof KEYS)[];
  readonly muteTimeIntervals: readonly IntervalJson[];
  readonly activeTimeIntervals: readonly IntervalJson[];
  readonly mutedBy: readonly string[];
  /** What ends in the route itself; what its children take is theirs. */
  readonly counts: { readonly groups: number; readonly alerts: number };
  readonly children: readonly RouteJson[];
}

interface IntervalJson {
  readonly name: string;
  readonly holdsNow: boolean;
}

const KEYS = {
  receiver: 'receiver',
  groupBy: 'groupBy',
  groupWaitSeconds: 'groupWaitMs',
  groupIntervalSeconds: 'groupIntervalMs',
  repeatIntervalSeconds: 'repeatIntervalMs',
} as const satisfies Record<string, keyof RouteConfig>;

const NAMES = ['receiver', 'groupBy', 'groupWaitSeconds', 'groupIntervalSeconds', 'repeatIntervalSeconds'] as const;

/** The tree as it is at work, with what is in it now. */
export function routeTree(running: RunningEngine, nowMs: number): RouteJson {
  const counts = countByRoute(running);
  const intervals = (names: readonly string[]) =>
    names.map((name): IntervalJson => ({ name, holdsNow: running.intervalHolds(name, nowMs) }));
  const show = (route: Route, written: RouteConfig): RouteJson => {
    const { groupBy } = route.settings;
    return {
      id: route.id,
      receiver: route.receiver,
      matchers: route.matchers.map(String),
      groupBy: groupBy === '...' ? ['...'] : [...groupBy],
      continue: route.continues,
      timers: {
        groupWaitSeconds: route.groupWaitMs / 1000,
        groupIntervalSeconds: route.groupIntervalMs / 1000,
        repeatIntervalSeconds: route.repeatIntervalMs / 1000,
      },
      own: NAMES.filter((name) => written[KEYS[name]] !== undefined),
      muteTimeIntervals: intervals(route.muteTimeIntervals),
      activeTimeIntervals: intervals(route.activeTimeIntervals),
      mutedBy: running.mutedBy(route, nowMs),
      counts: counts.get(route.id) ?? { groups: 0, alerts: 0 },
      children: written.routes.flatMap((below, at) => {
        const child = route.children[at];
        return child === undefined ? [] : [show(child, below)];
      }),
    };
  };
  return show(running.routing.root, running.routing.written);
}

function countByRoute(running: RunningEngine): ReadonlyMap<string, RouteJson['counts']> {
  const counts = new Map<string, { groups: number; alerts: number }>();
  for (const { routeId, size } of running.groups()) {
    const known = counts.get(routeId) ?? { groups: 0, alerts: 0 };
    known.groups++;
    known.alerts += size;
    counts.set(routeId, known);
  }
  return counts;
}
