import type { BreakNode, ContinueNode } from '../engine/ast.js';
import type { Context } from './context.js';
import { EscapeFailure, type EscapeFailureCode } from './escape-failure.js';
import { joinContexts } from './join-contexts.js';

/** Where a loop's body is left before its end. */
export interface LoopExit {
  readonly node: BreakNode | ContinueNode;
  readonly context: Context;
}

/** A loop that is left in the middle must be left in the context that its body ends in. */
export function joinExits(behindBody: Context, exits: readonly LoopExit[]): Context {
  let context = behindBody;
  for (const kind of ['break', 'continue'] as const) {
    for (const exit of exits.filter(({ node }) => node.kind === kind)) {
      context = during(`at range loop ${kind}`, exit.node.line, 'branch end', () =>
        joinContexts(context, exit.context, 'range', exit.node),
      );
    }
  }
  return context;
}

/** Runs an attempt; its failure tells what it was made during. */
export function during<T>(what: string, line: number, code: EscapeFailureCode, attempt: () => T): T {
  try {
    return attempt();
  } catch (failure) {
    throw failure instanceof EscapeFailure ? failure.during(what, line, code) : failure;
  }
}
