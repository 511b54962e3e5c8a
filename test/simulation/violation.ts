/** The engine did what it must not do, or left undone what it must do. */
export class Violation extends Error {
  constructor(
    readonly rule: string,
    message: string,
  ) {
    super(`${rule}: ${message}`);
    this.name = 'Violation';
  }
}

export function check(holds: boolean, rule: string, message: string): asserts holds {
  if (!holds) throw new Violation(rule, message);
}
