import type { Matcher } from '../../labels/matcher.js';
import type { Located } from '../../schema/located.js';
import type { ConfigYaml } from '../config-yaml.js';
import type { RouteYaml } from '../route-yaml.js';
import type { Advice } from './advice.js';
import { contradict, imply } from './implication.js';
import { matchersOf } from './written-routes.js';

/** Routes that nothing can reach. What lies below one of them is not told again. */
export function adviseOnReachability({ route }: ConfigYaml): Advice[] {
  return route === undefined ? [] : [...belowOf(route, [])];
}

/** @param above what an alert meets that came to this route */
function* belowOf({ value }: Located<RouteYaml>, above: readonly Matcher[]): Generator<Advice> {
  const takers: Located<RouteYaml>[] = [];
  for (const child of value.routes) {
    const met = [...above, ...matchersOf(child.value)];
    const taker = takers.find((earlier) => imply(met, matchersOf(earlier.value)));
    if (contradict(met)) yield unreachable(child, 'its matchers, together with those above it, exclude each other');
    else if (taker !== undefined) yield unreachable(child, takenBy(taker));
    else yield* belowOf(child, met);
    if (!child.value.continue) takers.push(child);
  }
}

function takenBy({ path, position, value }: Located<RouteYaml>): string {
  const what = matchersOf(value).length === 0 ? 'takes every alert' : 'takes every alert that this one matches';
  return `${path} in line ${position.line} ${what}; move it below this one, or give it \`continue: true\``;
}

function unreachable({ position, path }: Located<RouteYaml>, why: string): Advice {
  return { rule: 'unreachable-route', position, path, message: `no alert can reach this route: ${why}` };
}
