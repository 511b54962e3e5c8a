import { quote } from '../engine/quote.js';
import type { Context } from './context.js';
import { EscapeFailure } from './escape-failure.js';
import type { Step } from './step.js';

/** A string or a regular expression, up to its end. */
export function afterJsDelimited(context: Context, text: string): Step {
  const specials = delimitedSpecials(context.state);
  let inCharset = false;
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (!specials.includes(character)) {
      continue;
    }
    if (character === '\\') {
      at = escapeEnd(text, at);
    } else if (character === '[') {
      inCharset = true;
    } else if (character === ']') {
      inCharset = false;
    } else if (character === '/' && /<\/script/i.test(text.slice(Math.max(at - 1, 0), at + 7))) {
      at++; // It is escaped later (see neutraliseScriptTags), and then no slash that ends the expression.
    } else if (!inCharset) {
      return { context: { ...context, state: 'JS', jsCtx: 'DivOp' }, consumed: at + 1 };
    }
  }
  if (inCharset) {
    throw new EscapeFailure('partial charset', `unfinished JS regexp charset: ${quote(text)}`);
  }
  return { context, consumed: text.length };
}

function delimitedSpecials(state: Context['state']): string {
  switch (state) {
    case 'JSSqStr':
      return "\\'";
    case 'JSRegexp':
      return '\\/[]';
    default:
      return '\\"';
  }
}

/** A template literal, up to its end or to an expression inside of it. */
export function afterJsTemplate(context: Context, text: string): Step {
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '\\') {
      at = escapeEnd(text, at);
    } else if (text.startsWith('${', at)) {
      return { context: { ...context, state: 'JS', jsBraceDepth: [...context.jsBraceDepth, 0] }, consumed: at + 2 };
    } else if (text[at] === '`') {
      return { context: { ...context, state: 'JS' }, consumed: at + 1 };
    }
  }
  return { context, consumed: text.length };
}

/** The index of the character that a backslash escapes; a value cannot stand there. */
function escapeEnd(text: string, at: number): number {
  if (at + 1 === text.length) {
    throw new EscapeFailure('partial escape', `unfinished escape sequence in JS string: ${quote(text)}`);
  }
  return at + 1;
}
