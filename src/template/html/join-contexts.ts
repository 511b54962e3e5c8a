import type { AnyNode } from '../engine/ast.js';
import { type Context, isSameContext, printContext } from './context.js';
import { EscapeFailure } from './escape-failure.js';
import { nudge } from './nudge.js';

/**
 * The one context behind two branches.
 *
 * @param branch what branches: `if`, `range` or `with`
 * @throws {EscapeFailure} when no context is right behind both
 */
export function joinContexts(a: Context, b: Context, branch: string, node: AnyNode): Context {
  const joined = tryJoin(a, b);
  if (joined === undefined) {
    const contexts = `${printContext(a)}, ${printContext(b)}`;
    throw new EscapeFailure('branch end', `{{${branch}}} branches end in different contexts: ${contexts}`, node);
  }
  return joined;
}

function tryJoin(a: Context, b: Context): Context | undefined {
  if (a.state === 'Dead') {
    return b;
  }
  if (b.state === 'Dead' || isSameContext(a, b)) {
    return a;
  }
  if (isSameContext({ ...a, urlPart: b.urlPart }, b)) {
    return { ...a, urlPart: 'Unknown' };
  }
  if (isSameContext({ ...a, jsCtx: b.jsCtx }, b)) {
    return { ...a, jsCtx: 'Unknown' };
  }
  return joinNudged(a, b);
}

/** `<p title={{ if .c }}{{ . }}{{ end }}`: one branch has begun the value, and the other is just in front of it. */
function joinNudged(a: Context, b: Context): Context | undefined {
  const [nudgedA, nudgedB] = [nudge(a), nudge(b)];
  const isNudged = !isSameContext(nudgedA, a) || !isSameContext(nudgedB, b);
  return isNudged ? tryJoin(nudgedA, nudgedB) : undefined;
}
