import type { Position } from '../../schema/position.js';
import type { ConfigYaml } from '../config-yaml.js';
import { adviseOnEqualLabels } from './equal-labels.js';
import { adviseOnExpressions } from './expressions.js';
import { adviseOnReachability } from './reachability.js';
import { adviseOnTimers } from './timers.js';
import { adviseOnUnusedNames } from './unused-names.js';

/** What each piece of advice is about; for machines. */
export type AdviceRule =
  | 'unreachable-route'
  | 'unused-receiver'
  | 'unused-time-interval'
  | 'repeat-interval'
  | 'regular-expression'
  | 'equal-labels';

/** Something in a valid configuration that will hardly do what was meant. */
export interface Advice {
  readonly rule: AdviceRule;
  readonly position: Position;
  /** The keys that lead to it. */
  readonly path: string;
  /** What will happen, and what to do. */
  readonly message: string;
}

/** What advice depends on beside the file. */
export interface AdviceContext {
  /** `--data.retention`, milliseconds. */
  readonly retentionMs: number;
}

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
