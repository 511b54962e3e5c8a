/**
 * White space as Go's unicode.IsSpace knows it, to stand between the brackets of a regular expression's class.
 * JavaScript's `\s` lacks U+0085 and has U+FEFF.
 */
export const GO_SPACES = '\\t-\\r \\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000';

const SPACE = new RegExp(`^[${GO_SPACES}]$`);

/** @param rune one character */
export function isGoSpace(rune: string): boolean {
  return SPACE.test(rune);
}
