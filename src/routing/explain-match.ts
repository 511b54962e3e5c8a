import type { LabelSet } from '../labels/label-set.js';
import type { Matcher } from '../labels/matcher.js';
import type { Route } from './route.js';

/** What came of a route when an alert was led through the tree. */
export type RouteVerdict =
  /** The alert ends here. */
  | { readonly kind: 'leaf'; readonly route: Route }
  /** It ends further down. */
  | { readonly kind: 'passed'; readonly route: Route }
  /** This matcher does not hold: the first that does not. */
  | { readonly kind: 'refused'; readonly route: Route; readonly failed: Matcher }
  /** A sibling before it has matched, and does not continue. */
  | { readonly kind: 'unreached'; readonly route: Route; readonly takenBy: Route };

/**
 * The way of an alert through the tree, parents first: every route that was looked at, and those that were not for a
 * sibling's sake. It ends in the routes that `RouteMatcher` finds.
 */
export function explainMatch(root: Route, labels: LabelSet): readonly RouteVerdict[] {
  const verdicts: RouteVerdict[] = [];
  look(root, labels, verdicts);
  return verdicts;
}

/** @returns whether the route matched */
function look(route: Route, labels: LabelSet, verdicts: RouteVerdict[]): boolean {
  const failed = route.matchers.find((matcher) => !matcher.matchesLabels(labels));
  if (failed !== undefined) {
    verdicts.push({ kind: 'refused', route, failed });
    return false;
  }
  const place = verdicts.length;
  verdicts.push({ kind: 'leaf', route });
  let takenBy: Route | undefined;
  for (const child of route.children) {
    if (takenBy !== undefined) verdicts.push({ kind: 'unreached', route: child, takenBy });
    else if (look(child, labels, verdicts)) {
      verdicts[place] = { kind: 'passed', route };
      if (!child.continues) takenBy = child;
    }
  }
  return true;
}
