import type { ConfigYaml } from '../config-yaml.js';
import type { Advice, AdviceContext } from './advice.js';
import { adviseOnEqualLabels } from './equal-labels.js';
import { adviseOnExpressions } from './expressions.js';
import { adviseOnReachability } from './reachability.js';
import { adviseOnTimers } from './timers.js';
import { adviseOnUnusedNames } from './unused-names.js';

/** @returns in the order of the file */
export function adviseOn(config: ConfigYaml, context: AdviceContext): Advice[] {
  return [
    ...adviseOnReachability(config),
    ...adviseOnUnusedNames(config),
    ...adviseOnTimers(config, context),
    ...adviseOnExpressions(config),
    ...adviseOnEqualLabels(config),
  ].toSorted((a, b) => a.position.line - b.position.line || a.position.column - b.position.column);
}
