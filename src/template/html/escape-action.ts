import type { ActionNode, Node } from '../engine/ast.js';
import type { Context } from './context.js';
import { EscapeFailure } from './escape-failure.js';
import { nudge } from './nudge.js';
import { functionName, isPredefined, withEscapers } from './pipeline-escapers.js';
import { escapersFor } from './value-escapers.js';

/** A node as it is rendered, and the context behind it. */
export interface Escaped<N extends Node> {
  readonly node: N;
  readonly context: Context;
}

/** `{{ $x := ... }}` shows nothing, so there is nothing to escape. */
export function escapeAction(context: Context, node: ActionNode): Escaped<ActionNode> {
  if (node.pipe.decl.length > 0) {
    return { node, context };
  }
  checkPredefinedEscapers(nudge(context), node);
  const behind = escapersFor(context, node);
  return { node: { ...node, pipe: withEscapers(node.pipe, behind.escapers) }, context: behind.context };
}

/**
 * Go's own `html` and `urlquery` are allowed at the end of a pipeline only, where they take the place of an escaper
 * that does the same; and `html` not in an unquoted attribute value, for which it does too little.
 *
 * @param context that of the value
 * @throws {EscapeFailure} where one is not allowed
 */
function checkPredefinedEscapers(context: Context, node: ActionNode): void {
  const isUnquoted = context.state === 'Attr' && context.delim === 'SpaceOrTagEnd';
  node.pipe.commands.forEach((command, at) => {
    const name = functionName(command);
    const isLast = at === node.pipe.commands.length - 1;
    if (isPredefined(name) && (!isLast || (isUnquoted && name === 'html'))) {
      const description = `predefined escaper "${name}" disallowed in template`;
      throw new EscapeFailure('predefined escaper', description, node);
    }
  });
}
