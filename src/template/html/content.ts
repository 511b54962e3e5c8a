/** What reaches an escaper: the text of a value, and what `safeHtml` or `safeUrl` vouched for it as. */
export interface Content {
  readonly kind: 'plain' | 'html' | 'url';
  readonly text: string;
}

/** Stands in the output where a filter refused a value; Go's word, so that a search finds its explanation. */
export const filterFailsafe = 'ZgotmplZ';
