import { RE2JS } from 're2js';

/** An RE2 regular expression: linear in time whatever a user types. */
export class Pattern {
  readonly #compiled: RE2JS;

  private constructor(source: string) {
    this.#compiled = RE2JS.compile(source);
  }

  /** As a label matcher uses it: `^(?:source)$`. */
  static anchored(source: string): Pattern {
    return new Pattern(`^(?:${source})$`);
  }

  matches(text: string): boolean {
    return this.#compiled.matcher(text).find();
  }
}
