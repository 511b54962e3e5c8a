import type { Matcher } from '../../labels/matcher.js';
import { literalsOf } from '../../labels/plain-pattern.js';

/** Whether no alert can meet all of these; false where that cannot be told. */
export function contradict(matchers: readonly Matcher[]): boolean {
  return matchers.some((matcher) => {
    const values = valuesOf(matcher);
    if (values === undefined) return false;
    const others = matchers.filter((other) => other !== matcher && other.name === matcher.name);
    return values.every((value) => others.some((other) => !other.matches(value)));
  });
}

/** Whether every alert that meets `given` meets `wanted`, too; false where that cannot be told. */
export function imply(given: readonly Matcher[], wanted: readonly Matcher[]): boolean {
  return wanted.every((matcher) => given.some((other) => implies(other, matcher)) || isAlwaysMet(matcher));
}

function implies(given: Matcher, wanted: Matcher): boolean {
  if (given.name !== wanted.name) return false;
  return given.equals(wanted) || (valuesOf(given)?.every((value) => wanted.matches(value)) ?? false);
}

/** `.*` holds for every value, an absent label included. */
export function isAlwaysMet({ operator, value }: Matcher): boolean {
  return operator === '=~' && /^(\^\(\?:)?\.\*\)?\$?$/.test(value);
}

/** The values that meet a matcher, where they can be counted. */
function valuesOf({ operator, value }: Matcher): readonly string[] | undefined {
  if (operator === '=') return [value];
  const literals = operator === '=~' ? literalsOf(value) : undefined;
  return literals && [...literals];
}
