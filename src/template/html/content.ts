/**
 * Text that a template author vouches for, and what as. `safeHtml` makes Go's `template.HTML`, `safeUrl` its
 * `template.URL`; no function of Alertmanager makes any of Go's other content types.
 *
 * Its Go kind is string: it compares, prints and measures as its text, but is not assignable to a `string` parameter.
 */
export class SafeContent {
  constructor(
    readonly kind: 'html' | 'url',
    readonly text: string,
  ) {}

  /** The name that Go's error messages give its type. */
  get goType(): 'template.HTML' | 'template.URL' {
    return this.kind === 'html' ? 'template.HTML' : 'template.URL';
  }

  toString(): string {
    return this.text;
  }
}

/** What reaches an escaper: the text of a value, and whether somebody vouches for it. */
export interface Content {
  readonly kind: 'plain' | SafeContent['kind'];
  readonly text: string;
}

/** Stands in the output where a filter refused a value; Go's word, so that a search finds its explanation. */
export const filterFailsafe = 'ZgotmplZ';
