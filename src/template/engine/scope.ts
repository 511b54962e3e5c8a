import type { GoValue } from './go-value.js';

/** The variables of one template that runs, innermost last. */
export class Scope {
  readonly #names: string[];
  readonly #values: GoValue[];

  /** @param root the data that the template was called with, known as `$` */
  constructor(root: GoValue) {
    this.#names = ['$'];
    this.#values = [root];
  }

  get size(): number {
    return this.#names.length;
  }

  push(name: string, value: GoValue): void {
    this.#names.push(name);
    this.#values.push(value);
  }

  /** Forgets the variables that were declared since the scope had `size` of them. */
  shrink(size: number): void {
    this.#names.length = size;
    this.#values.length = size;
  }

  /** @returns where the variable is, or -1 */
  find(name: string): number {
    return this.#names.lastIndexOf(name);
  }

  at(index: number): GoValue {
    return this.#values[index];
  }

  set(index: number, value: GoValue): void {
    this.#values[index] = value;
  }
}
