import { AnswerMemo } from './answer-memo.js';
import { plainPattern } from './plain-pattern.js';
import { compileRe2 } from './re2.js';

/** An RE2 regular expression: linear in time whatever a user types. */
export class Pattern {
  private constructor(readonly matches: (text: string) => boolean) {}

  /**
   * As a label matcher uses it: `^(?:source)$`.
   *
   * @throws {Error} with Go's message: ``error parsing regexp: missing closing ): `^(?:(a)$` ``
   */
  static anchored(source: string): Pattern {
    const plain = plainPattern(source);
    if (plain !== undefined) return new Pattern(plain);
    const compiled = compileRe2(`^(?:${source})$`);
    const memo = new AnswerMemo((text) => compiled.test(text));
    return new Pattern((text) => memo.ask(text));
  }

  /**
   * Matches anywhere in a text.
   *
   * @throws {Error} with Go's message
   */
  static unanchored(source: string): Pattern {
    const compiled = compileRe2(source);
    return new Pattern((text) => compiled.test(text));
  }
}
