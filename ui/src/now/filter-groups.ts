import type { GroupSummary, Labels, Matcher } from '../api/types';
import { parseMatchers } from '../parts/matchers';

/**
 * The groups with an alert that meets all matchers, as the server would answer, where that can be said without its alerts:
 * a label that all alerts of a group have in common decides for all of them.
 *
 * @returns undefined where it cannot be said of some group, or of some matcher
 */
export function filterGroups(
  groups: readonly GroupSummary[],
  matchers: readonly string[],
): readonly GroupSummary[] | undefined {
  const tests = testsOf(matchers);
  if (tests === undefined) return undefined;
  const passing: GroupSummary[] = [];
  for (const group of groups) {
    const verdict = verdictOn(group, tests);
    if (verdict === undefined) return undefined;
    if (verdict) passing.push(group);
  }
  return passing;
}

interface Test {
  readonly name: string;
  readonly values: ReadonlySet<string>;
  readonly isEqual: boolean;
}

/** A regular expression is the server's to understand, but for one that is a list of words. */
const WORDS = /^[\w/ -]+(\|[\w/ -]+)*$/;

function testsOf(texts: readonly string[]): readonly Test[] | undefined {
  const matchers: Matcher[] = [];
  for (const text of texts) {
    const read = readable(text);
    if (read === undefined || read.some(({ isRegex, value }) => isRegex && !WORDS.test(value))) return undefined;
    matchers.push(...read);
  }
  return matchers.map(({ name, value, isRegex, isEqual }) => ({
    name,
    values: new Set(isRegex ? value.split('|') : [value]),
    isEqual,
  }));
}

function readable(text: string): readonly Matcher[] | undefined {
  try {
    return parseMatchers(text);
  } catch {
    return undefined;
  }
}

function verdictOn({ commonLabels, counts }: GroupSummary, tests: readonly Test[]): boolean | undefined {
  const { firing, suppressed, resolved } = counts;
  const isAlone = firing + suppressed + resolved === 1;
  const open = tests.filter(({ name }) => !isAlone && commonLabels[name] === undefined);
  if (!tests.every((test) => open.includes(test) || isMet(test, commonLabels))) return false;
  return open.length === 0 ? true : undefined;
}

/** A label that is not there is an empty one, as for the server. */
function isMet({ name, values, isEqual }: Test, labels: Labels): boolean {
  return values.has(labels[name] ?? '') === isEqual;
}
