import { isValidText } from './label-name.js';
import { Matcher, type MatchOperator } from './matcher.js';

/** Alertmanager's syntax before 0.27 (pkg/labels/parse.go): names of ASCII, values with or without quotes. */
const MATCHER = /^[\t\n\f\r ]*([a-zA-Z_:][a-zA-Z0-9_:]*)[\t\n\f\r ]*(=~|=|!=|!~)[\t\n\f\r ]*([\s\S]*?)[\t\n\f\r ]*$/;

/**
 * One matcher.
 *
 * @throws {Error} with Alertmanager's message
 */
export function parseClassicMatcher(input: string): Matcher {
  const parts = MATCHER.exec(input);
  if (parts === null) throw new Error(`bad matcher format: ${input}`);
  const [, name = '', operator = '', raw = ''] = parts;
  return new Matcher(name, operator as MatchOperator, unquoteValue(raw));
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

/** At commas outside quotes; what follows the last comma may be blank. */
function splitAtCommas(input: string): string[] {
  const items: string[] = [];
  let item = '';
  let isQuoted = false;
  let isEscaped = false;
  for (const char of input) {
    if (char === ',' && !isQuoted) {
      items.push(item);
      item = '';
      isEscaped = false;
      continue;
    }
    if (char === '"' && !isEscaped) isQuoted = !isQuoted;
    isEscaped = char === '\\' && !isEscaped;
    item += char;
  }
  // Only the last item loses its blanks, which an error message shows.
  const last = item.trim();
  if (last !== '') items.push(last);
  return items;
}
