import type { LabelSet } from '../../labels/label-set.js';

/** JSON as Go writes it for a browser: `<`, `>` and `&` are escaped. */
export function escapedJson(text: string): string {
  const json = JSON.stringify(text);
  return MARKUP.test(json) ? json.replace(MARKUP_ALL, escapeUnit) : json;
}

/** The same with `<`, `>` and `&` as they are. Go escapes the two line separators in any case. */
export function literalJson(text: string): string {
  const json = JSON.stringify(text);
  return SEPARATORS.test(json) ? json.replace(SEPARATORS_ALL, escapeUnit) : json;
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

const MARKUP = /[<>&\u2028\u2029]/;
const MARKUP_ALL = /[<>&\u2028\u2029]/g;
const SEPARATORS = /[\u2028\u2029]/;
const SEPARATORS_ALL = /[\u2028\u2029]/g;

function escapeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
