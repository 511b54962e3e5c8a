import { quote } from '../engine/quote.js';
import type { Context } from './context.js';
import { EscapeFailure } from './escape-failure.js';
import { nextSlashContext } from './slash-context.js';
import type { Step } from './step.js';

/** JavaScript outside of literals and comments. */
export function afterJs(context: Context, text: string): Step {
  const at = text.search(/["`'/{}<\-#]/);
  if (at === -1) {
    return { context: { ...context, jsCtx: nextSlashContext(text, context.jsCtx) }, consumed: text.length };
  }
  const before = { ...context, jsCtx: nextSlashContext(text.slice(0, at), context.jsCtx) };
  return afterJsToken(before, text, at);
}

function afterJsToken(context: Context, text: string, at: number): Step {
  const next = at + 1;
  switch (text[at]) {
    case '"':
      return { context: { ...context, state: 'JSDqStr', jsCtx: 'Regexp' }, consumed: next };
    case "'":
      return { context: { ...context, state: 'JSSqStr', jsCtx: 'Regexp' }, consumed: next };
    case '`':
      return { context: { ...context, state: 'JSTmplLit', jsCtx: 'Regexp' }, consumed: next };
    case '/':
      return afterSlash(context, text, at);
    case '{':
      return { context: openBrace(context), consumed: next };
    case '}':
      return { context: closeBrace(context), consumed: next };
    default:
      return afterLegacyComment(context, text, at);
  }
}

function afterSlash(context: Context, text: string, at: number): Step {
  if (text.startsWith('//', at)) {
    return { context: { ...context, state: 'JSLineCmt' }, consumed: at + 2 };
  }
  if (text.startsWith('/*', at)) {
    return { context: { ...context, state: 'JSBlockCmt' }, consumed: at + 2 };
  }
  switch (context.jsCtx) {
    case 'Regexp':
      return { context: { ...context, state: 'JSRegexp' }, consumed: at + 1 };
    case 'DivOp':
      return { context: { ...context, jsCtx: 'Regexp' }, consumed: at + 1 };
    case 'Unknown': {
      const shown = Array.from(text.slice(at)).slice(0, 32).join('');
      throw new EscapeFailure('slash ambiguous', `'/' could start a division or regexp: ${quote(shown)}`);
    }
  }
}

/** `<!--` and `-->` start a comment that ends with its line, for the sake of old pages; `#!` starts one as well. */
function afterLegacyComment(context: Context, text: string, at: number): Step {
  if (text.startsWith('<!--', at)) {
    return { context: { ...context, state: 'JSHTMLOpenCmt' }, consumed: at + 4 };
  }
  if (text.startsWith('-->', at)) {
    return { context: { ...context, state: 'JSHTMLCloseCmt' }, consumed: at + 3 };
  }
  if (text.startsWith('#!', at)) {
    return { context: { ...context, state: 'JSLineCmt' }, consumed: at + 2 };
  }
  return { context, consumed: at + 1 };
}

/** Braces matter inside of `${...}` only: the one that does not match another leads back into the literal. */
function openBrace(context: Context): Context {
  const depth = context.jsBraceDepth.at(-1);
  return depth === undefined
    ? context
    : { ...context, jsBraceDepth: [...context.jsBraceDepth.slice(0, -1), depth + 1] };
}

function closeBrace(context: Context): Context {
  const outer = context.jsBraceDepth.slice(0, -1);
  const depth = context.jsBraceDepth.at(-1);
  if (depth === undefined) {
    return context;
  }
  return depth > 0
    ? { ...context, jsBraceDepth: [...outer, depth - 1] }
    : { ...context, jsBraceDepth: outer, state: 'JSTmplLit' };
}

export function afterJsBlockComment(context: Context, text: string): Step {
  const end = text.indexOf('*/');
  return end === -1
    ? { context, consumed: text.length }
    : { context: { ...context, state: 'JS' }, consumed: end + '*/'.length };
}

/** The line's end is no part of the comment: it may end a statement. */
export function afterJsLineComment(context: Context, text: string): Step {
  const end = text.search(/[\n\r\u2028\u2029]/);
  return end === -1 ? { context, consumed: text.length } : { context: { ...context, state: 'JS' }, consumed: end };
}
