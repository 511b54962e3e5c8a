import type { GoFunction } from '../engine/go-function.js';
import { type GoType, namedType, STRING } from '../engine/go-type.js';
import { GoBasic, stringOf } from '../engine/go-value.js';

/** Text that its author vouches for: html/template does not escape it where it fits. */
export const HTML_TYPE = namedType('template.HTML', STRING);
export const URL_TYPE = namedType('template.URL', STRING);

/** `safeHtml` and `safeUrl`. */
export const CONTENT_FUNCTIONS: Readonly<Record<string, GoFunction>> = {
  safeHtml: marking(HTML_TYPE),
  safeUrl: marking(URL_TYPE),
};

function marking(type: GoType): GoFunction {
  return { params: [STRING], call: ([text]) => new GoBasic(type, stringOf(text) ?? '') };
}
