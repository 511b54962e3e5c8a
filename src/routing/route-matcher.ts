import type { LabelSet } from '../labels/label-set.js';
import { RecentAnswers } from '../labels/recent-answers.js';
import { ChildIndex } from './child-index.js';
import type { Route } from './route.js';

/** How many answers are remembered. */
const ANSWERS_MAX = 50_000;
/** A longer key, in UTF-16 code units, is not worth its memory: the tree is walked again. */
const KEY_MAX = 1024;

/**
 * Finds the routes of an alert: depth first, left to right, the deepest that match; siblings after a match are looked
 * at only where the match continues (Alertmanager, dispatch.Route.Match). Answers are remembered by the values of the
 * labels that the tree's matchers name, so an alert like one before costs one look-up.
 */
export class RouteMatcher {
  readonly #labelNames: readonly string[];
  readonly #indexes = new Map<Route, ChildIndex>();
  readonly #answers = new RecentAnswers<readonly Route[]>(ANSWERS_MAX);

  constructor(readonly root: Route) {
    const names = new Set<string>();
    for (const route of root.walk()) {
      for (const { name } of route.matchers) names.add(name);
      if (route.children.length > 0) this.#indexes.set(route, new ChildIndex(route.children));
    }
    this.#labelNames = [...names];
  }

  /** The routes that the alert ends in, one at least unless the root itself refuses it. */
  match(labels: LabelSet): readonly Route[] {
    const key = this.#keyOf(labels);
    if (key.length > KEY_MAX) return this.#walk(labels);
    let found = this.#answers.get(key);
    if (found === undefined) {
      found = this.#walk(labels);
      this.#answers.set(key, found);
    }
    return found;
  }

  /** A label that is absent counts as an empty one, as it does for matchers. Lengths keep values apart. */
  #keyOf(labels: LabelSet): string {
    let key = '';
    for (const name of this.#labelNames) {
      const value = labels.get(name) ?? '';
      key += `${value.length}:${value}`;
    }
    return key;
  }

  #walk(labels: LabelSet): readonly Route[] {
    return this.root.accepts(labels) ? this.#below(this.root, labels) : [];
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
