import { printMatchers } from '../labels/print.js';
import type { Route } from '../routing/route.js';

/** One route on the way from the root to where an alert ends, in a form that outlives the configuration. */
export interface RouteStep {
  /** `{team="db"}`; `{}` where it takes everything. */
  readonly matchers: string;
  readonly receiver: string;
}

/** From the root down. */
export type RoutePath = readonly RouteStep[];

/** The paths of the routes of trees that are, or were, at work. */
export class RoutePaths {
  readonly #paths = new WeakMap<Route, RoutePath>();

  /** A configuration is at work. */
  apply(root: Route): void {
    this.#add(root, []);
  }

  of(route: Route): RoutePath {
    return this.#paths.get(route) ?? [stepOf(route)];
  }

  #add(route: Route, parents: RoutePath): void {
    const path = [...parents, stepOf(route)];
    this.#paths.set(route, path);
    for (const child of route.children) this.#add(child, path);
  }
}

/** `{} → {team="db"}` */
export function printRoutePath(path: RoutePath): string {
  return path.map(({ matchers }) => matchers).join(' → ');
}

function stepOf({ matchers, receiver }: Route): RouteStep {
  return { matchers: printMatchers(matchers), receiver };
}
