import type { Matcher } from '../../labels/matcher.js';
import type { Located } from '../../schema/located.js';
import type { ConfigYaml } from '../config-yaml.js';
import type { RouteYaml } from '../route-yaml.js';

/** Every route, parents before their children. */
export function* writtenRoutes({ route }: ConfigYaml): Generator<Located<RouteYaml>> {
  if (route !== undefined) yield* walk(route);
}

function* walk(route: Located<RouteYaml>): Generator<Located<RouteYaml>> {
  yield route;
  for (const child of route.value.routes) yield* walk(child);
}

/** All conditions of a route, whichever key they are written under. */
export function matchersOf({ match, matchRe, matchers }: RouteYaml): readonly Matcher[] {
  return [...match, ...matchRe, ...matchers];
}
