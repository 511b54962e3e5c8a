import { isGoSpace } from './go-space.js';
import { isValidText } from './label-name.js';
import { Matcher, type MatchOperator } from './matcher.js';
import { trim } from './trim.js';

/**
 * Alertmanager's syntax before 0.27 (pkg/labels/parse.go): names of ASCII, values with or without quotes. Blanks are
 * those of a regular expression in Go. The value is what follows, without blanks around it.
 */
const HEAD = /^[\t\n\f\r ]*([a-zA-Z_:][a-zA-Z0-9_:]*)[\t\n\f\r ]*(=~|=|!=|!~)/;
const BLANKS = '\t\n\f\r ';

/**
 * One matcher.
 *
 * @throws {Error} with Alertmanager's message
 */
export function parseClassicMatcher(input: string): Matcher {
  const parts = HEAD.exec(input);
  if (parts === null) throw new Error(`bad matcher format: ${input}`);
  const [head, name = '', operator = ''] = parts;
  const value = trim(input.slice(head.length), (char) => BLANKS.includes(char));
  return new Matcher(name, operator as MatchOperator, unquoteValue(value));
}

/** A list, with or without braces; each brace may be missing on its own. */
export function parseClassicMatchers(input: string): Matcher[] {
  const inner = input.replace(/^\{/, '').replace(/\}$/, '');
  return splitAtCommas(inner).map(parseClassicMatcher);
}

function unquoteValue(raw: string): string {
  if (!isValidText(raw)) throw new Error(`matcher value not valid UTF-8: ${raw}`);
  const unquoted = () => new Error(`matcher value contains unescaped double quote: ${raw}`);
  const isQuoted = raw.startsWith('"');
  const body = isQuoted ? raw.slice(1) : raw;

  let value = '';
  let isClosed = !isQuoted;
  for (let i = 0; i < body.length; i++) {
    const char = body[i] as string;
    if (char === '\\') {
      const next = body[i + 1];
      if (next === 'n') value += '\n';
      else if (next === '"' || next === '\\') value += next;
      else value += next === undefined ? '\\' : `\\${next}`;
      i++;
    } else if (char === '"') {
      if (!isQuoted || i !== body.length - 1) throw unquoted();
      isClosed = true;
    } else {
      value += char;
    }
  }
  if (!isClosed) throw unquoted();
  return value;
}

/**
 * At commas outside quotes; what follows the last comma may be blank. A backslash protects the next quote even across
 * a comma (as in Alertmanager).
 */
function splitAtCommas(input: string): string[] {
  const items: string[] = [];
  let start = 0;
  let isQuoted = false;
  let isEscaped = false;
  for (let at = 0; at < input.length; at++) {
    const char = input[at];
    if (char === ',') {
      if (isQuoted) continue;
      items.push(input.slice(start, at));
      start = at + 1;
      continue;
    }
    if (char === '"' && !isEscaped) isQuoted = !isQuoted;
    isEscaped = char === '\\' && !isEscaped;
  }
  // Only the last item loses its blanks, which an error message shows.
  const last = trim(input.slice(start), isGoSpace);
  if (last !== '') items.push(last);
  return items;
}
