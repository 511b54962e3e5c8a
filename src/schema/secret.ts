/** What stands for a secret wherever configuration is shown; also accepted as a value when it is loaded. */
export const MASK = '<secret>';

/** A value that no log, answer, error or JSON document may show. */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  /** The value itself, for the one place that sends it. */
  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return MASK;
  }

  toJSON(): string {
    return MASK;
  }
}
