import { type Content, filterFailsafe } from './content.js';
import { decodeCss } from './css-decode.js';

/** For a CSS string, with escapes that HTML leaves alone. */
export function escapeCssString({ text }: Content): string {
  return text.replace(/[\0\t\n\f\r"&'()+/:;<>\\{}]/g, (character, at: number) => {
    if (character === '\\') {
      return '\\\\';
    }
    const escaped = `\\${character.charCodeAt(0).toString(16)}`;
    // What follows must not be read as a part of the escape.
    return /^(?:$|[0-9a-fA-F\t\n\f\r ])/.test(text.charAt(at + 1)) ? `${escaped} ` : escaped;
  });
}

/** For a value, a name or a selector: only what cannot leave its place and runs nothing. */
export function filterCssValue({ text }: Content): string {
  const value = decodeCss(text);
  return isHarmless(value) ? value : filterFailsafe;
}

function isHarmless(value: string): boolean {
  if (/[\0"'()/;@[\\\]`{}<>]|--/.test(value)) {
    return false;
  }
  // Old browsers run expression(...) and -moz-binding, whatever stands between the letters.
  const letters = value.replace(/[^a-zA-Z0-9_-]/g, '').toLowerCase();
  return !letters.includes('expression') && !letters.includes('mozbinding');
}
