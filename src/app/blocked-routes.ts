import type { BlockedRoute, ElsewhereFacts } from '../explain/facts.js';
import type { RoutePath } from '../history/route-path.js';
import type { LabelSet } from '../labels/label-set.js';
import { printMatchers } from '../labels/print.js';
import { explainMatch, type RouteVerdict } from '../routing/explain-match.js';
import type { Route } from '../routing/route.js';

/** What keeps an alert from the routes of a receiver. @returns undefined where it gets to one of them */
export function blockedRoutes(
  root: Route,
  labels: LabelSet,
  receiver: string,
  isConfigured: boolean,
): ElsewhereFacts | undefined {
  const verdicts = new Map(explainMatch(root, labels).map((verdict) => [verdict.route, verdict]));
  const routes: BlockedRoute[] = [];
  for (const way of waysBelow([root])) {
    const last = way.at(-1);
    if (last?.receiver !== receiver) continue;
    if (verdicts.get(last)?.kind === 'leaf') return undefined;
    routes.push({ route: pathOf(way), by: blockOf(way, verdicts, labels) });
  }
  return { receiver, isConfigured, routes };
}

function blockOf(
  way: readonly Route[],
  verdicts: ReadonlyMap<Route, RouteVerdict>,
  labels: LabelSet,
): BlockedRoute['by'] {
  for (const route of way) {
    const verdict = verdicts.get(route);
    if (verdict?.kind === 'refused') {
      const { name } = verdict.failed;
      return { kind: 'matcher', matcher: String(verdict.failed), label: name, value: labels.get(name) };
    }
    if (verdict?.kind === 'unreached') {
      const { matchers, receiver } = verdict.takenBy;
      return { kind: 'taken', matchers: printMatchers(matchers), receiver };
    }
  }
  return { kind: 'passed' };
}

/** A route with all that lead to it, and every one below. */
function* waysBelow(way: readonly Route[]): IterableIterator<readonly Route[]> {
  yield way;
  for (const child of way.at(-1)?.children ?? []) yield* waysBelow([...way, child]);
}

function pathOf(way: readonly Route[]): RoutePath {
  return way.map(({ matchers, receiver }) => ({ matchers: printMatchers(matchers), receiver }));
}
