import type { Matcher } from '../../labels/matcher.js';
import { literalsOf } from '../../labels/plain-pattern.js';
import type { Position } from '../../schema/position.js';
import type { ConfigYaml } from '../config-yaml.js';
import type { Advice } from './advice.js';
import { isAlwaysMet } from './implication.js';
import { matchersOf, writtenRoutes } from './written-routes.js';

/** Regular expressions that one value, or nothing at all, would say as well. */
export function adviseOnExpressions(config: ConfigYaml): Advice[] {
  const routes = [...writtenRoutes(config)].map((route) => ({ ...route, matchers: matchersOf(route.value) }));
  const rules = config.inhibitRules.map(({ value: rule, ...where }) => ({
    ...where,
    matchers: [...rule.sourceMatchRe, ...rule.sourceMatchers, ...rule.targetMatchRe, ...rule.targetMatchers],
  }));
  return [...routes, ...rules].flatMap(({ position, path, matchers }) =>
    matchers.flatMap((matcher) => adviseOnMatcher(matcher, position, path)),
  );
}

function adviseOnMatcher(matcher: Matcher, position: Position, path: string): Advice[] {
  const message = complaint(matcher);
  return message === undefined ? [] : [{ rule: 'regular-expression', position, path, message }];
}

function complaint(matcher: Matcher): string | undefined {
  if (!matcher.isRegex) return undefined;
  const shown = shownOf(matcher);
  if (isAlwaysMet(matcher)) return `${shown} holds for every alert, also without the label; leave it out`;
  const literals = literalsOf(matcher.value);
  if (literals?.size !== 1) return undefined;
  const [value = ''] = literals;
  const operator = matcher.isNegative ? '!=' : '=';
  return `${shown} is a regular expression for a single value; write ${matcher.name}${operator}${JSON.stringify(value)}`;
}

/** As it is written: `match_re` has anchors that nobody wrote. */
function shownOf({ name, operator, value }: Matcher): string {
  return `${name}${operator}${JSON.stringify(value.replace(/^\^\(\?:(.*)\)\$$/s, '$1'))}`;
}
