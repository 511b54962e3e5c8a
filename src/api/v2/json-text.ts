import type { LabelSet } from '../../labels/label-set.js';

/** JSON as Go writes it for a browser: `<`, `>` and `&` are escaped. */
export function escapedJson(text: string): string {
  return PLAIN.test(text) ? `"${text}"` : JSON.stringify(text).replace(MARKUP, escapeUnit);
}

/** The same with `<`, `>` and `&` as they are. Go escapes the two line separators in any case. */
export function literalJson(text: string): string {
  return PLAIN.test(text) ? `"${text}"` : JSON.stringify(text).replace(SEPARATORS, escapeUnit);
}

/** An object, its names in the set's order. */
export function labelsJson(labels: LabelSet, textJson: (text: string) => string): string {
  const { names, values } = labels;
  let json = '{';
  for (let i = 0; i < names.length; i++) {
    if (i > 0) json += ',';
    json += `${textJson(names[i] ?? '')}:${textJson(values[i] ?? '')}`;
  }
  return `${json}}`;
}

/** A text that stands in JSON as it is, one way and the other: most do. */
const PLAIN = /^[ !#-%'-;=?-[\]-\u2027\u202a-\ud7ff\ue000-\uffff]*$/;
const MARKUP = /[<>&\u2028\u2029]/g;
const SEPARATORS = /[\u2028\u2029]/g;

function escapeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
