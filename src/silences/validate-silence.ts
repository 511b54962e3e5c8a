import { isValidLabelName, isValidText } from '../labels/label-name.js';
import type { MatchOperator } from '../labels/matcher.js';
import type { MatcherMode } from '../labels/matcher-mode.js';
import { Pattern } from '../labels/pattern.js';

/** A matcher as it is asked for: its regular expression may not compile. */
export interface RequestedMatcher {
  readonly name: string;
  readonly operator: MatchOperator;
  readonly value: string;
}

/** @returns what is wrong, in Alertmanager's words; undefined when nothing is */
export function validateMatcherSets(
  sets: readonly (readonly RequestedMatcher[])[],
  mode: MatcherMode,
): string | undefined {
  if (sets.length === 0) return 'at least one matcher set required';
  for (const [setAt, set] of sets.entries()) {
    if (set.length === 0) return `matcher set ${setAt} is empty`;
    for (const [at, matcher] of set.entries()) {
      const wrong = validateMatcher(matcher, mode);
      if (wrong !== undefined) return `invalid label matcher ${at} in set ${setAt}: ${wrong}`;
    }
    if (set.every(matchesEmpty)) return `matcher set ${setAt}: at least one matcher must not match the empty string`;
  }
  return undefined;
}

function validateMatcher({ name, operator, value }: RequestedMatcher, mode: MatcherMode): string | undefined {
  if (!isValidLabelName(name, mode)) return `invalid label name ${JSON.stringify(name)}`;
  if (operator === '=' || operator === '!=') {
    return isValidText(value) ? undefined : `invalid label value ${JSON.stringify(value)}`;
  }
  try {
    Pattern.unanchored(value);
    return undefined;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return `invalid regular expression ${JSON.stringify(value)}: ${reason}`;
  }
}

/** Alertmanager's test: the pattern is tried without anchors, and a negative matcher never counts as broad. */
function matchesEmpty({ operator, value }: RequestedMatcher): boolean {
  if (operator === '=') return value === '';
  return operator === '=~' && Pattern.unanchored(value).matches('');
}
