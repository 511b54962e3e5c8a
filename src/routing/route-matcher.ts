import type { LabelSet } from '../labels/label-set.js';
import type { Matcher } from '../labels/matcher.js';
import { ChildIndex } from './child-index.js';
import type { Route } from './route.js';

/** How many answers are remembered; the memo is emptied when it is full. */
const MEMO_MAX = 50_000;

/**
 * Finds the routes of an alert: depth first, left to right, the deepest that match; siblings after a match are looked
 * at only where the match continues (Alertmanager, dispatch.Route.Match). Answers are remembered by the values of the
 * labels that the tree's matchers name, so an alert like one before costs one look-up.
 */
export class RouteMatcher {
  readonly #labelNames: readonly string[];
  readonly #indexes = new Map<Route, ChildIndex>();
  readonly #memo = new Map<string, readonly Route[]>();

  constructor(readonly root: Route) {
    const routes = [...root.walk()];
    this.#labelNames = [...new Set(routes.flatMap(({ matchers }) => matchers.map(({ name }: Matcher) => name)))];
    for (const route of routes) this.#indexes.set(route, new ChildIndex(route.children));
  }

  /** The routes that the alert ends in, one at least unless the root itself refuses it. */
  match(labels: LabelSet): readonly Route[] {
    const key = this.#labelNames.map((name) => labels.get(name) ?? '').join('\xff');
    const known = this.#memo.get(key);
    if (known !== undefined) return known;
    const found = this.root.accepts(labels) ? this.#below(this.root, labels) : [];
    if (this.#memo.size >= MEMO_MAX) this.#memo.clear();
    this.#memo.set(key, found);
    return found;
  }

  #below(route: Route, labels: LabelSet): readonly Route[] {
    const found: Route[] = [];
    for (const child of this.#indexes.get(route)?.candidates(labels) ?? []) {
      if (!child.accepts(labels)) continue;
      found.push(...this.#below(child, labels));
      if (!child.continues) break;
    }
    return found.length > 0 ? found : [route];
  }
}
