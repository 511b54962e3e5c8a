import { Matcher, type MatchOperator } from './matcher.js';
import { type Token, type TokenKind, textOf, Utf8Lexer } from './utf8-lexer.js';

/**
 * A list of matchers in the UTF-8 syntax: `[{] [matcher {, matcher} [,]] [}]` (matcher/parse/parse.go).
 *
 * @throws {Error} with Alertmanager's message; columns count runes from 0
 */
export function parseUtf8Matchers(input: string): Matcher[] {
  const lexer = new Utf8Lexer(input);
  const matchers: Matcher[] = [];
  if (lexer.peek().kind === 'end') return matchers;

  const isOpen = lexer.peek().kind === 'open';
  if (isOpen) lexer.next();
  let isOver = isOneOf(lexer.peek(), 'close') || (isOpen && isOneOf(lexer.peek(), 'end'));
  while (!isOver) {
    matchers.push(parseOne(lexer));
    isOver = endsList(lexer);
  }
  closeBrace(lexer, isOpen);
  const rest = explained('expected end of input', () => lexer.next());
  if (rest.kind !== 'end') throw new Error(`${rest.from}:${rest.to}: ${rest.text}: expected end of input`);
  return matchers;
}

/** Exactly one matcher. */
export function parseUtf8Matcher(input: string): Matcher {
  const matchers = parseUtf8Matchers(input);
  const [matcher] = matchers;
  if (matcher === undefined) throw new Error('no matchers');
  if (matchers.length > 1) throw new Error(`expected 1 matcher, found ${matchers.length}`);
  return matcher;
}

function parseOne(lexer: Utf8Lexer): Matcher {
  const name = textOf(expect(lexer, 'expected label name', 'quoted', 'unquoted'));
  const { text: operator } = expect(lexer, "expected an operator such as '=', '!=', '=~' or '!~'", 'operator');
  const value = textOf(expect(lexer, 'expected label value', 'quoted', 'unquoted'));
  return explainedBefore('failed to create matcher', () => new Matcher(name, operator as MatchOperator, value));
}

/** Reads a comma, if there is one. @returns whether no matcher follows */
function endsList(lexer: Utf8Lexer): boolean {
  const what = 'expected a comma or close brace';
  const separator = expectNext(lexer, what, 'comma', 'close', 'end');
  if (separator.kind !== 'comma') return true;
  lexer.next();
  const after = expectNext(
    lexer,
    'expected a matcher or close brace after comma',
    'close',
    'quoted',
    'unquoted',
    'end',
  );
  return isOneOf(after, 'close', 'end');
}

function closeBrace(lexer: Utf8Lexer, isOpen: boolean): void {
  const { kind, to } = lexer.peek();
  if (isOpen && kind !== 'close') throw new Error(`0:${lexer.consumed}: end of input: expected close brace`);
  if (!isOpen && kind === 'close') throw new Error(`0:${to}: }: expected opening brace`);
  if (kind === 'close') lexer.next();
}

function expect(lexer: Utf8Lexer, what: string, ...kinds: TokenKind[]): Token {
  expectNext(lexer, what, ...kinds);
  return lexer.next();
}

function expectNext(lexer: Utf8Lexer, what: string, ...kinds: TokenKind[]): Token {
  const token = explained(what, () => lexer.peek());
  if (isOneOf(token, ...kinds)) return token;
  if (token.kind === 'end') throw new Error(`end of input: ${what}`);
  throw new Error(`${token.from}:${token.to}: unexpected ${token.text}: ${what}`);
}

function isOneOf({ kind }: Token, ...kinds: TokenKind[]): boolean {
  return kinds.includes(kind);
}

/** Appends what was expected to a failure. */
function explained<T>(what: string, run: () => T): T {
  try {
    return run();
  } catch (error) {
    throw new Error(`${messageOf(error)}: ${what}`, { cause: error });
  }
}

function explainedBefore<T>(what: string, run: () => T): T {
  try {
    return run();
  } catch (error) {
    throw new Error(`${what}: ${messageOf(error)}`, { cause: error });
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
