import { decodeHTML } from 'entities/decode';
import { quote } from '../engine/quote.js';
import { type Context, textContext } from './context.js';
import { EscapeFailure } from './escape-failure.js';
import { isJsType } from './js-type.js';
import { afterSpecialElement, neutraliseScriptTags } from './special-element.js';
import { isComment, isInScriptLiteral } from './state-groups.js';
import type { Step } from './step.js';
import { transition } from './transition.js';
import { valueEnd } from './value-end.js';

/** The text as it is rendered, and the context behind it. */
export interface EscapedText {
  readonly context: Context;
  readonly text: string;
}

/**
 * Follows a piece of the template's own text, and takes from it what no browser should see: comments go, a `<` that
 * starts nothing becomes `&lt;`, script tags inside of JavaScript literals are neutralised.
 *
 * @throws {EscapeFailure} where the text is ambiguous to a browser
 */
export function escapeText(start: Context, text: string): EscapedText {
  let context = start;
  let output = '';
  for (let at = 0; at < text.length; ) {
    const { context: next, consumed } = stepOver(context, text.slice(at));
    output += renderedToken(context, next, text.slice(at, at + consumed));
    context = next;
    at += consumed;
  }
  return { context, text: output };
}

function renderedToken(context: Context, next: Context, token: string): string {
  if (isLeftOut(context)) {
    return placeholder(context, token);
  }
  const shown = context.state !== next.state && isLeftOut(next) ? withoutCommentStart(next, token) : token;
  if (context.state === 'Text' || context.state === 'RCDATA') {
    return escapeStrayOpeners(shown, context.state !== next.state && !isLeftOut(next));
  }
  return isInScriptLiteral(context.state) ? neutraliseScriptTags(shown) : shown;
}

/** A comment inside of an attribute stays: it is the value's, whatever language that is in. */
function isLeftOut(context: Context): boolean {
  return isComment(context.state) && context.delim === 'None';
}

/** A block comment separates tokens, and one with a line break may end a statement. */
function placeholder(comment: Context, token: string): string {
  switch (comment.state) {
    case 'JSBlockCmt':
      return /[\n\r\u2028\u2029]/.test(token) ? '\n' : ' ';
    case 'CSSBlockCmt':
      return ' ';
    default:
      return '';
  }
}

function withoutCommentStart(comment: Context, token: string): string {
  switch (comment.state) {
    case 'HTMLCmt':
    case 'JSHTMLOpenCmt':
      return token.slice(0, -'<!--'.length);
    case 'JSHTMLCloseCmt':
      return token.slice(0, -'-->'.length);
    default:
      return token.slice(0, -'//'.length);
  }
}

/** @param endsWithTag whether the last `<` does start a tag */
function escapeStrayOpeners(text: string, endsWithTag: boolean): string {
  const tag = endsWithTag ? text.lastIndexOf('<') : -1;
  const end = tag === -1 ? text.length : tag;
  return text.slice(0, end).replace(/<(?!!doctype)/gi, '&lt;') + text.slice(end);
}

function stepOver(context: Context, text: string): Step {
  return context.delim === 'None' ? stepOverContent(context, text) : stepOverValue(context, context.delim, text);
}

/** An end tag is looked for first, as a browser does: it ends a script even in the middle of a statement. */
function stepOverContent(context: Context, text: string): Step {
  const end = afterSpecialElement(context, text);
  return end.consumed === 0 ? end : transition(context, text.slice(0, end.consumed));
}

function stepOverValue(context: Context, delim: Exclude<Context['delim'], 'None'>, text: string): Step {
  const end = valueEnd(delim, text);
  const value = end === -1 ? text : text.slice(0, delim === 'SpaceOrTagEnd' ? end : end - 1);
  if (delim === 'SpaceOrTagEnd') {
    refuseAmbiguousValue(value);
  }
  return end === -1
    ? { context: contextInValue(context, value), consumed: text.length }
    : { context: { ...textContext, state: 'Tag', element: elementBehind(context, value) }, consumed: end };
}

/** Browsers disagree on whether these end an unquoted value, belong to it, or quote it after all. */
function refuseAmbiguousValue(value: string): void {
  const bad = /["'<=`]/.exec(value);
  if (bad !== null) {
    throw new EscapeFailure('bad HTML', `${quote(bad[0])} in unquoted attr: ${quote(value)}`);
  }
}

function contextInValue(start: Context, value: string): Context {
  let context = start;
  for (let rest = decodeHTML(value); rest !== ''; ) {
    const step = transition(context, rest);
    context = step.context;
    rest = rest.slice(step.consumed);
  }
  return context;
}

/** A script whose type is another language is no JavaScript; it is taken for plain markup. */
function elementBehind(context: Context, value: string): Context['element'] {
  const isOtherScript = context.state === 'Attr' && context.element === 'Script' && context.attr === 'ScriptType';
  return isOtherScript && !isJsType(value) ? 'None' : context.element;
}
