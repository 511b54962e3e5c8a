import type { Lexer } from './lexer.js';
import { TemplateError } from './template-error.js';
import { type Token, type TokenType, tokenText } from './token.js';

/**
 * Reads ahead in the tokens, and fails with Go's messages. Each definition has a reader of its own over the one lexer:
 * an error names the line that its reader has come to.
 */
export class TokenReader {
  /** Where the action begins that is being read; 0 outside of one. */
  actionLine = 0;
  /** Look-ahead of up to three tokens, the next one last. */
  readonly #pending: Token[] = [];
  /** The token that was read from the lexer last, whose line an error names. */
  #last: Token = { type: 'eof', pos: 0, value: '', line: 1 };

  constructor(
    private readonly lexer: Lexer,
    private readonly parseName: string,
  ) {}

  get line(): number {
    return this.#last.line;
  }

  next(): Token {
    const token = this.#pending.pop();
    if (token !== undefined) return token;
    this.#last = this.lexer.next();
    return this.#last;
  }

  /** Puts tokens back; the one named last is read first. */
  backup(...tokens: Token[]): void {
    this.#pending.push(...tokens);
  }

  peek(): Token {
    const token = this.next();
    this.backup(token);
    return token;
  }

  nextNonSpace(): Token {
    let token = this.next();
    while (token.type === 'space') token = this.next();
    return token;
  }

  peekNonSpace(): Token {
    const token = this.nextNonSpace();
    this.backup(token);
    return token;
  }

  expect(type: TokenType, context: string): Token {
    const token = this.nextNonSpace();
    return token.type === type ? token : this.unexpected(token, context);
  }

  unexpected(token: Token, context: string): never {
    if (token.type !== 'error') return this.fail(`unexpected ${tokenText(token)} in ${context}`);
    if (this.actionLine === 0 || this.actionLine === token.line) return this.fail(token.value);
    // Avoid "action in action".
    const action = token.value.endsWith(' action') ? '' : ' in action';
    return this.fail(`${token.value}${action} started at ${this.parseName}:${this.actionLine}`);
  }

  fail(message: string): never {
    const { line, pos } = this.#last;
    // Go knows the line alone; the column is for editors.
    const column = this.lexer.columnAt(pos);
    throw new TemplateError('parse', `template: ${this.parseName}:${line}: ${message}`, line, column);
  }
}
