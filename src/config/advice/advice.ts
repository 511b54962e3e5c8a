import type { Position } from '../../schema/position.js';

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
