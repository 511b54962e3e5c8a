import { namedType, STRING } from '../engine/go-type.js';

/**
 * The types of text that a template author vouches for, and what as: `safeHtml` makes the first, `safeUrl` the second.
 * No function of Alertmanager makes any of the other content types that Go knows.
 */
export const HTML_CONTENT = namedType('template.HTML', STRING);
export const URL_CONTENT = namedType('template.URL', STRING);

/** What reaches an escaper: the text of a value, and what somebody vouches for it as. */
export interface Content {
  readonly kind: 'plain' | 'html' | 'url';
  readonly text: string;
}

/** Stands in the output where a filter refused a value; Go's word, so that a search finds its explanation. */
export const filterFailsafe = 'ZgotmplZ';
