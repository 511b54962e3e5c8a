import { quote } from '../engine/quote.js';
import type { Context, State } from './context.js';
import { decodeCss } from './css-decode.js';
import { EscapeFailure } from './escape-failure.js';
import type { Step } from './step.js';
import { afterUrl } from './url-transition.js';

/** CSS outside of strings, `url(...)` and comments. */
export function afterCss(context: Context, text: string): Step {
  for (const opener of text.matchAll(/[("']|\/[/*]/g)) {
    const end = opener.index + opener[0].length;
    if (opener[0] !== '(') {
      return { context: { ...context, state: openedBy(opener[0]) }, consumed: end };
    }
    if (endsWithUrlKeyword(text.slice(0, opener.index))) {
      return afterUrlParenthesis(context, text, end);
    }
  }
  return { context, consumed: text.length };
}

function openedBy(opener: string): State {
  switch (opener) {
    case '//':
      return 'CSSLineCmt';
    case '/*':
      return 'CSSBlockCmt';
    case '"':
      return 'CSSDqStr';
    default:
      return 'CSSSqStr';
  }
}

function endsWithUrlKeyword(text: string): boolean {
  return /(?<![-\w\u0080-\ufffd])url[\t\n\f\r ]*$/i.test(text);
}

function afterUrlParenthesis(context: Context, text: string, at: number): Step {
  const start = at + (/^[\t\n\f\r ]*/.exec(text.slice(at))?.[0].length ?? 0);
  switch (text[start]) {
    case '"':
      return { context: { ...context, state: 'CSSDqURL' }, consumed: start + 1 };
    case "'":
      return { context: { ...context, state: 'CSSSqURL' }, consumed: start + 1 };
    default:
      return { context: { ...context, state: 'CSSURL' }, consumed: start };
  }
}

/**
 * A string or `url(...)`, up to its end. Every string is followed as a URL: of most, nobody can say that they are none,
 * and what is safe in a URL is safe in a font's name.
 */
export function afterCssString(context: Context, text: string): Step {
  const ends = stringEnds(context.state);
  let current = context;
  let done = 0;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '\\') {
      at++;
      if (at === text.length) {
        throw new EscapeFailure('partial escape', `unfinished escape sequence in CSS string: ${quote(text)}`);
      }
      done = at + 1;
      current = afterUrl(current, decodeCss(text.slice(0, done))).context;
    } else if (ends.includes(text.charAt(at))) {
      return { context: { ...current, state: 'CSS' }, consumed: at + 1 };
    }
  }
  return { context: afterUrl(current, text.slice(done)).context, consumed: text.length };
}

function stringEnds(state: State): string {
  switch (state) {
    case 'CSSDqStr':
    case 'CSSDqURL':
      return '"';
    case 'CSSSqStr':
    case 'CSSSqURL':
      return "'";
    default:
      return '\t\n\f\r )';
  }
}

export function afterCssBlockComment(context: Context, text: string): Step {
  const end = text.indexOf('*/');
  return end === -1
    ? { context, consumed: text.length }
    : { context: { ...context, state: 'CSS' }, consumed: end + '*/'.length };
}

/** Line comments are in no standard of CSS, but in browsers. */
export function afterCssLineComment(context: Context, text: string): Step {
  const end = text.search(/[\n\f\r]/);
  return end === -1 ? { context, consumed: text.length } : { context: { ...context, state: 'CSS' }, consumed: end };
}
