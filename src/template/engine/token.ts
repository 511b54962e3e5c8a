import { byteLength } from './go-string.js';
import { quote } from './quote.js';

export type TokenType =
  | 'error'
  | 'bool'
  | 'char'
  | 'charConstant'
  | 'complex'
  | 'assign'
  | 'declare'
  | 'eof'
  | 'field'
  | 'identifier'
  | 'leftDelim'
  | 'leftParen'
  | 'number'
  | 'pipe'
  | 'rawString'
  | 'rightDelim'
  | 'rightParen'
  | 'space'
  | 'string'
  | 'text'
  | 'variable'
  | Keyword;

/** Each keyword is a token type of its own name; a lone `.` counts as one, as in Go. */
export type Keyword =
  | 'dot'
  | 'block'
  | 'break'
  | 'continue'
  | 'define'
  | 'else'
  | 'end'
  | 'if'
  | 'nil'
  | 'range'
  | 'template'
  | 'with';

const KEYWORDS: ReadonlySet<string> = new Set<Keyword>([
  'block',
  'break',
  'continue',
  'define',
  'else',
  'end',
  'if',
  'nil',
  'range',
  'template',
  'with',
]);

export interface Token {
  readonly type: TokenType;
  /** Where the token starts, in UTF-16 units. */
  readonly pos: number;
  /** The text of the token, or an error's message. */
  readonly value: string;
  /** The line where it starts, from 1. */
  readonly line: number;
}

export function isKeyword(word: string): word is Keyword {
  return KEYWORDS.has(word);
}

/** A token as Go's parse errors show it. */
export function tokenText(token: Token): string {
  if (token.type === 'eof') return 'EOF';
  if (token.type === 'error') return token.value;
  if (token.type === 'dot' || isKeyword(token.type)) return `<${token.value}>`;
  if (byteLength(token.value) <= 10) return quote(token.value);
  return `${quote([...token.value].slice(0, 10).join(''))}...`;
}
