import type { Tree } from './ast.js';
import { BUILTINS } from './builtins/builtins.js';
import type { GoFunction, GoFunctions } from './go-function.js';
import { isEmptyTree, parseTemplate } from './parser.js';

/** Templates that can call one another by name, and the functions that they can call. */
export class TemplateSet {
  /** The definitions. An escaper may replace or add trees here, in a set of its own (`clone`). */
  readonly trees: Map<string, Tree>;
  readonly #functions: Map<string, GoFunction>;

  constructor(functions: GoFunctions = new Map(), trees: ReadonlyMap<string, Tree> = new Map()) {
    this.#functions = new Map(functions);
    this.trees = new Map(trees);
  }

  /**
   * Parses a text and adds what it defines. A definition replaces an older one of its name, unless it is empty.
   *
   * @throws {TemplateError} of kind `parse`
   */
  parse(name: string, text: string): void {
    const parsed = parseTemplate(name, text, (called) => this.findFunction(called) !== undefined);
    for (const [defined, tree] of parsed) {
      if (!this.trees.has(defined) || !isEmptyTree(tree.root)) this.trees.set(defined, tree);
    }
  }

  /** Adds a function, or replaces it, for the templates of this set only: html's escapers come in here. */
  addFunction(name: string, definition: GoFunction): void {
    this.#functions.set(name, definition);
  }

  /** A function of the set, or one that Go always has. */
  findFunction(name: string): GoFunction | undefined {
    return this.#functions.get(name) ?? BUILTINS.get(name);
  }

  /** Whether the name means Go's own function: `and` and `or` then stop early. */
  isBuiltin(name: string): boolean {
    return !this.#functions.has(name) && BUILTINS.has(name);
  }

  /** A set that can be added to without changing this one. The trees themselves are shared; see `copyTree`. */
  clone(): TemplateSet {
    return new TemplateSet(this.#functions, this.trees);
  }
}
