import type { Context } from './context.js';

/** The context behind the first token of a text, and how many characters (UTF-16) that token has. */
export interface Step {
  readonly context: Context;
  readonly consumed: number;
}
