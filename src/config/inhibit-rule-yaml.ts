import type { InhibitRule } from '../inhibit/inhibit-rule.js';
import { isValidLabelName } from '../labels/label-name.js';
import { list } from '../schema/collections.js';
import { type Infer, string } from '../schema/shape.js';
import { field, struct } from '../schema/struct.js';
import { equalities, expressions, type MatcherReading, matcherList } from './matchers-yaml.js';

export function inhibitRuleShape(reading: MatcherReading) {
  return struct(
    'config.plain',
    {
      name: field('name', string, ''),
      sourceMatch: field('source_match', equalities, []),
      sourceMatchRe: field('source_match_re', expressions, []),
      sourceMatchers: field('source_matchers', matcherList(reading), []),
      targetMatch: field('target_match', equalities, []),
      targetMatchRe: field('target_match_re', expressions, []),
      targetMatchers: field('target_matchers', matcherList(reading), []),
      equal: field(
        'equal',
        list(string, () => ''),
        [],
      ),
    },
    ({ equal }, complain) => {
      for (const name of equal) {
        if (!isValidLabelName(name, reading.mode)) {
          complain(`invalid label name ${JSON.stringify(name)} in equal list`, 'equal');
        }
      }
    },
  );
}

export type InhibitRuleYaml = Infer<ReturnType<typeof inhibitRuleShape>>;

/** What a null item of the list is: a rule that never inhibits. */
export const EMPTY_INHIBIT_RULE: InhibitRuleYaml = {
  name: '',
  sourceMatch: [],
  sourceMatchRe: [],
  sourceMatchers: [],
  targetMatch: [],
  targetMatchRe: [],
  targetMatchers: [],
  equal: [],
};

export function inhibitRule(rule: InhibitRuleYaml): InhibitRule {
  return {
    name: rule.name,
    source: [...rule.sourceMatch, ...rule.sourceMatchRe, ...rule.sourceMatchers],
    target: [...rule.targetMatch, ...rule.targetMatchRe, ...rule.targetMatchers],
    equal: rule.equal,
  };
}
