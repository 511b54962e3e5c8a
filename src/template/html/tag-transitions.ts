import { quote } from '../engine/quote.js';
import { attributeType } from './attribute-type.js';
import { type Attr, type Context, type Element, type State, textContext } from './context.js';
import { EscapeFailure } from './escape-failure.js';
import type { Step } from './step.js';

/** The state that the first character of an attribute's value has. */
export const valueStates: Readonly<Record<Attr, State>> = {
  None: 'Attr',
  Script: 'JS',
  ScriptType: 'Attr',
  Style: 'CSS',
  URL: 'URL',
  Srcset: 'Srcset',
  MetaContent: 'MetaContent',
};

export function afterTag(context: Context, text: string): Step {
  const start = spaceEnd(text, 0);
  if (start === text.length) {
    return toEnd(context, text);
  }
  if (text[start] === '>') {
    return { context: elementContent(context.element), consumed: start + 1 };
  }
  const end = attributeNameEnd(text, start);
  if (end === start) {
    const found = quote(text.slice(start));
    throw new EscapeFailure('bad HTML', `expected space, attr name, or end of tag, but got ${found}`);
  }
  const attr = attributeKind(context.element, text.slice(start, end).toLowerCase());
  const state = end === text.length ? 'AttrName' : 'AfterName';
  return { context: { ...textContext, state, element: context.element, attr }, consumed: end };
}

/** `<meta>` has no end tag: what follows it is no content of its own. */
function elementContent(element: Element): Context {
  switch (element) {
    case 'None':
    case 'Meta':
      return textContext;
    case 'Script':
      return { ...textContext, state: 'JS', element };
    case 'Style':
      return { ...textContext, state: 'CSS', element };
    case 'Textarea':
    case 'Title':
      return { ...textContext, state: 'RCDATA', element };
  }
}

function attributeKind(element: Element, name: string): Attr {
  if (element === 'Script' && name === 'type') {
    return 'ScriptType';
  }
  if (element === 'Meta' && name === 'content') {
    return 'MetaContent';
  }
  switch (attributeType(name)) {
    case 'url':
      return 'URL';
    case 'css':
      return 'Style';
    case 'js':
      return 'Script';
    case 'srcset':
      return 'Srcset';
    default:
      return 'None';
  }
}

export function afterAttributeName(context: Context, text: string): Step {
  const end = attributeNameEnd(text, 0);
  return { context: end === text.length ? context : { ...context, state: 'AfterName' }, consumed: end };
}

/** Quotes and `<` in a name are refused: they mean that the markup around them is not what its author thinks. */
function attributeNameEnd(text: string, start: number): number {
  const found = /[ \t\n\f\r=>'"<]/.exec(text.slice(start));
  if (found === null) {
    return text.length;
  }
  if (/['"<]/.test(found[0])) {
    const shown = Array.from(text).slice(0, 32).join('');
    throw new EscapeFailure('bad HTML', `${quote(found[0])} in attribute name: ${quote(shown)}`);
  }
  return start + found.index;
}

export function afterName(context: Context, text: string): Step {
  const start = spaceEnd(text, 0);
  if (start === text.length) {
    return toEnd(context, text);
  }
  return text[start] === '='
    ? { context: { ...context, state: 'BeforeValue' }, consumed: start + 1 }
    : { context: { ...context, state: 'Tag' }, consumed: start };
}

export function beforeValue(context: Context, text: string): Step {
  const start = spaceEnd(text, 0);
  const state = valueStates[context.attr];
  switch (text[start]) {
    case undefined:
      return toEnd(context, text);
    case '"':
      return { context: { ...context, state, delim: 'DoubleQuote' }, consumed: start + 1 };
    case "'":
      return { context: { ...context, state, delim: 'SingleQuote' }, consumed: start + 1 };
    default:
      return { context: { ...context, state, delim: 'SpaceOrTagEnd' }, consumed: start };
  }
}

function toEnd(context: Context, text: string): Step {
  return { context, consumed: text.length };
}

function spaceEnd(text: string, start: number): number {
  const found = /[^ \t\n\f\r]/.exec(text.slice(start));
  return found === null ? text.length : start + found.index;
}
