import type { Content } from './content.js';
import { characterRange, characterReplacer, hex } from './replace-characters.js';

const unicodeEscape = (code: number): string => `\\u${hex(code, 4)}`;

/** HTML's specials are among them, so that the result needs no escaping for an attribute. */
const inLiterals = {
  ...characterRange(0x00, 0x1f, unicodeEscape),
  '\t': '\\t',
  '\n': '\\n',
  '\f': '\\f',
  '\r': '\\r',
  '"': '\\u0022',
  '&': '\\u0026',
  "'": '\\u0027',
  '+': '\\u002b',
  '/': '\\/',
  '<': '\\u003c',
  '>': '\\u003e',
  '\\': '\\\\',
  '\u2028': '\\u2028',
  '\u2029': '\\u2029',
};
const backquote = { '`': '\\u0060' };
const interpolation = { $: '\\u0024', '{': '\\u007b', '}': '\\u007d' };
const regexpOperators = Object.fromEntries(Array.from('$()*-.?[]^{|}', (operator) => [operator, `\\${operator}`]));

const replaceInString = characterReplacer({ ...inLiterals, ...backquote });
const replaceInTemplate = characterReplacer({ ...inLiterals, ...backquote, ...interpolation });
const replaceInRegexp = characterReplacer({ ...inLiterals, ...regexpOperators });

/** For between the quotes of a string. */
export function escapeJsString({ text }: Content): string {
  return replaceInString(text);
}

/** For a template literal, outside of its `${...}`. */
export function escapeJsTemplate({ text }: Content): string {
  return replaceInTemplate(text);
}

/** For a regular expression, in which it matches itself; an empty one would make two slashes a comment. */
export function escapeJsRegexp({ text }: Content): string {
  return text === '' ? '(?:)' : replaceInRegexp(text);
}
