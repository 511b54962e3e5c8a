import type { Matcher } from '../../labels/matcher.js';
import type { ConfigYaml } from '../config-yaml.js';
import type { InhibitRuleYaml } from '../inhibit-rule-yaml.js';
import type { Advice } from './advice.js';

/** Prometheus gives it to every alert. */
const ALWAYS_THERE = new Set(['alertname']);

/** Inhibit rules whose `equal` labels may be missing: alerts that both lack one are equal in it, and mute each other. */
export function adviseOnEqualLabels({ inhibitRules }: ConfigYaml): Advice[] {
  return inhibitRules.flatMap(({ value: rule, position, path }): Advice[] => {
    const message = complaint(rule);
    return message === undefined ? [] : [{ rule: 'equal-labels', position, path, message }];
  });
}

function complaint(rule: InhibitRuleYaml): string | undefined {
  const source = [...rule.sourceMatch, ...rule.sourceMatchRe, ...rule.sourceMatchers];
  const target = [...rule.targetMatch, ...rule.targetMatchRe, ...rule.targetMatchers];
  if (source.length === 0 && target.length === 0 && rule.equal.length === 0) return undefined;
  if (rule.equal.length === 0) {
    return 'without `equal`, one source mutes every target there is; name the labels in which both have to agree';
  }
  const missing = rule.equal.filter(
    (label) => !ALWAYS_THERE.has(label) && !isRequired(label, source) && !isRequired(label, target),
  );
  if (missing.length === 0) return undefined;
  const wanted = missing.map((label) => `${label}!=""`).join(', ');
  return `alerts that both lack ${missing.join(', ')} count as equal, so that one mutes the other; add ${wanted} to target_matchers if that is not meant`;
}

/** A matcher that an absent label does not meet. */
function isRequired(label: string, matchers: readonly Matcher[]): boolean {
  return matchers.some((matcher) => matcher.name === label && !matcher.matches(undefined));
}
