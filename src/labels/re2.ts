import { RE2JS, RE2JSSyntaxException } from 're2js';

const DUPLICATE_NAME = 'duplicate capture group name';
const TRAILING_BACKSLASH = 'trailing backslash at end of expression';

/**
 * Compiles what Go's regexp compiles, and refuses the rest.
 *
 * @throws {Error} with Go's message: ``error parsing regexp: missing closing ): `(a` ``
 */
export function compileRe2(source: string): RE2JS {
  const property = unknownToGo(source);
  if (property !== undefined) throw new Error(message('invalid character class range', property));
  try {
    return RE2JS.compile(source);
  } catch (error) {
    if (!(error instanceof RE2JSSyntaxException)) throw error;
    const description = error.getDescription();
    // Go lets two groups have one name. Nobody reads groups here, so they can do without.
    const nameless = description === DUPLICATE_NAME ? withoutNames(source) : source;
    if (nameless !== source) return compileRe2(nameless);
    const fragment = error.getPattern() ?? (description === TRAILING_BACKSLASH ? '' : source);
    throw new Error(message(description, fragment), { cause: error });
  }
}

function message(description: string, fragment: string): string {
  return `error parsing regexp: ${description}: \`${fragment}\``;
}

/** The engine knows Unicode's binary properties (`\p{Emoji}`), Go only general categories, scripts and `Any`. */
function unknownToGo(source: string): string | undefined {
  for (const [whole, name] of source.matchAll(/\\Q.*?(?:\\E|$)|\\[pP]\{\^?([A-Za-z_]+)\}|\\./gs)) {
    if (name !== undefined && name !== 'Any' && !isProperty(`gc=${name}`) && !isProperty(`sc=${name}`)) return whole;
  }
  return undefined;
}

function isProperty(expression: string): boolean {
  try {
    new RegExp(`\\p{${expression}}`, 'u');
    return true;
  } catch {
    return false;
  }
}

/** `(?P<name>` becomes `(`, but not inside quotes, escapes and classes. */
function withoutNames(source: string): string {
  const parts = /\\Q.*?(?:\\E|$)|\\.|\[\^?\]?(?:\[:\w+:\]|\\.|[^\]\\])*\]|\(\?P?<\w+>/gs;
  return source.replace(parts, (part) => (part.startsWith('(') ? '(' : part));
}
