import type { AnyNode } from '../engine/ast.js';

/**
 * Why a template cannot be escaped (Go's html/template error codes):
 * - ambiguous context: a value stands where a URL's path and query meet
 * - bad HTML: markup that parsers read in different ways
 * - branch end: the branches of an if, range or with end in different contexts
 * - end context: the template ends inside a tag, an attribute, a script or the like
 * - no such template: a template that is called is not defined
 * - output context: a recursive template ends in another context than it starts in
 * - partial charset, partial escape: a value stands inside a regular expression's `[...]`, or after a backslash
 * - range re-entry: a second pass through a range's body would start in another context than the first
 * - slash ambiguous: a slash that may start a regular expression or a division
 * - predefined escaper: `html` or `urlquery` where contextual escaping would undo or break it
 */
export type EscapeFailureCode =
  | 'ambiguous context'
  | 'bad HTML'
  | 'branch end'
  | 'end context'
  | 'no such template'
  | 'output context'
  | 'partial charset'
  | 'partial escape'
  | 'range re-entry'
  | 'slash ambiguous'
  | 'predefined escaper';

/** Thrown where following the contexts of a template fails; the escaper's entry turns it into a TemplateError. */
export class EscapeFailure extends Error {
  override readonly name = 'EscapeFailure';

  /**
   * @param description what Go prints after the place
   * @param node where it happened; undefined where only the text is known to be wrong
   * @param line for those without a node; undefined where not even that is known
   */
  constructor(
    readonly code: EscapeFailureCode,
    readonly description: string,
    readonly node?: AnyNode,
    readonly line?: number,
  ) {
    super(description);
  }

  /** The same failure, with what it was found during in front. */
  during(what: string, line: number, code = this.code): EscapeFailure {
    return new EscapeFailure(code, `${what}: ${this.description}`, this.node, line);
  }
}
