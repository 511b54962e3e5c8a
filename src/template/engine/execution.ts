import type { AnyNode, BranchNode, ListNode, Node, RangeNode, TemplateNode } from './ast.js';
import { DEFAULT_BOUNDS, type Stopwatch, type TemplateBounds } from './bounds.js';
import { Evaluator, type EvaluatorHost } from './evaluator.js';
import { sprint } from './fmt/print.js';
import { GoBoundError, type GoFunction, type GoFunctions } from './go-function.js';
import { plainText } from './go-string.js';
import { GoBasic, GoMap, GoSlice, type GoValue, indirect, integerOf, isTrue, unwrap } from './go-value.js';
import { errorContext } from './node-text.js';
import { printed } from './printed.js';
import { quote } from './quote.js';
import { Scope } from './scope.js';
import { TemplateError } from './template-error.js';
import type { TemplateSet } from './template-set.js';

export interface ExecuteOptions {
  readonly bounds?: TemplateBounds;
  readonly stopwatch?: Stopwatch;
  /** Functions for this execution alone, instead of the set's. */
  readonly functions?: GoFunctions;
}

/**
 * Renders a template of a set.
 *
 * @throws {TemplateError} of kind `exec` with Go's message, or `bound`; nothing else
 */
export function executeTemplate(set: TemplateSet, name: string, data: GoValue, options: ExecuteOptions = {}): string {
  const execution = new Execution(set, name, data, options);
  try {
    return plainText(execution.run());
  } catch (error) {
    if (error instanceof TemplateError) throw error;
    throw execution.asBoundError(error);
  }
}

/** Characters or elements that a function is given, and that count as a step. */
const UNITS_PER_STEP = 16;
/** Characters that are written, which is less work. */
const WRITTEN_PER_STEP = 64;

/** Steps between two looks at the stopwatch. */
const STEPS_PER_LOOK = 2000;

/** How a list was left. */
type Flow = 'next' | 'break' | 'continue';

class Execution implements EvaluatorHost {
  node: AnyNode | undefined;
  scope: Scope;
  readonly #evaluator = new Evaluator(this);
  readonly #bounds: TemplateBounds;
  #output = '';
  #depth = 0;
  #steps = 0;
  #nextLook = STEPS_PER_LOOK;
  readonly #startedMs: number;

  constructor(
    private readonly set: TemplateSet,
    private templateName: string,
    private readonly data: GoValue,
    private readonly options: ExecuteOptions,
  ) {
    this.scope = new Scope(data);
    this.#bounds = options.bounds ?? DEFAULT_BOUNDS;
    this.#startedMs = options.stopwatch?.() ?? 0;
  }

  run(): string {
    const tree = this.set.trees.get(this.templateName);
    if (tree === undefined) this.fail(`${quote(this.templateName)} is an incomplete or empty template`);
    else this.#list(this.data, tree.root);
    return this.#output;
  }

  fail(message: string): never {
    throw this.#error('exec', message);
  }

  stop(message: string): never {
    throw this.#error('bound', `stopped: ${message}`);
  }

  enter(): void {
    this.#count(1);
    if (++this.#depth > this.#bounds.depthMax) this.stop(`nested deeper than ${this.#bounds.depthMax} levels`);
  }

  spend(args: readonly GoValue[], weight: number): void {
    for (const arg of args) {
      const value = unwrap(arg);
      const size = typeof value === 'string' ? value.length : value instanceof GoSlice ? value.items.length : 0;
      this.#count((size * weight) / UNITS_PER_STEP);
    }
  }

  leave(): void {
    this.#depth--;
  }

  findFunction(name: string): GoFunction | undefined {
    return this.options.functions?.get(name) ?? this.set.findFunction(name);
  }

  isBuiltin(name: string): boolean {
    return this.options.functions?.has(name) !== true && this.set.isBuiltin(name);
  }

  /** What a stack that is used up, or a text that does not fit, is told as. Anything else is a bug, and said so. */
  asBoundError(error: unknown): TemplateError {
    const message = error instanceof Error ? error.message : String(error);
    const isBound = error instanceof RangeError || error instanceof GoBoundError;
    const wrapped = this.#error(isBound ? 'bound' : 'exec', isBound ? `stopped: ${message}` : message);
    return new TemplateError(wrapped.kind, wrapped.message, wrapped.line, wrapped.column, { cause: error });
  }

  #error(kind: 'exec' | 'bound', message: string): TemplateError {
    if (this.node === undefined) return new TemplateError(kind, `template: ${this.templateName}: ${message}`);
    const { location, context, line, column } = errorContext(this.node);
    const name = quote(this.templateName);
    return new TemplateError(
      kind,
      `template: ${location}: executing ${name} at <${context}>: ${message}`,
      line,
      column,
    );
  }

  #count(steps: number): void {
    this.#steps += steps;
    if (this.#steps > this.#bounds.stepsMax) this.stop(`more than ${this.#bounds.stepsMax} steps`);
    if (this.#steps >= this.#nextLook) this.#look();
  }

  #look(): void {
    this.#nextLook = this.#steps + STEPS_PER_LOOK;
    const { stopwatch } = this.options;
    const { timeMsMax } = this.#bounds;
    if (stopwatch !== undefined && stopwatch() - this.#startedMs > timeMsMax)
      this.stop(`ran for more than ${timeMsMax} ms`);
  }

  #list(dot: GoValue, list: ListNode): Flow {
    this.enter();
    this.node = list;
    for (const node of list.nodes) {
      const flow = this.#walk(dot, node);
      if (flow !== 'next') {
        this.leave();
        return flow;
      }
    }
    this.leave();
    return 'next';
  }

  #walk(dot: GoValue, node: Node): Flow {
    this.node = node;
    switch (node.kind) {
      case 'text':
        this.#write(node.text);
        return 'next';
      case 'action': {
        const value = this.#evaluator.pipeline(dot, node.pipe);
        // An action that declares a variable prints nothing. Variables live until the list ends.
        if (node.pipe.decl.length === 0) this.#print(node, value);
        return 'next';
      }
      case 'if':
      case 'with':
        return this.#branch(dot, node, node.kind === 'with');
      case 'range':
        return this.#range(dot, node);
      case 'template':
        this.#template(dot, node);
        return 'next';
      case 'list':
        return this.#list(dot, node);
      case 'break':
      case 'continue':
        return node.kind;
    }
  }

  #branch(dot: GoValue, node: BranchNode, setsDot: boolean): Flow {
    const mark = this.scope.size;
    const value = this.#evaluator.pipeline(dot, node.pipe);
    let flow: Flow = 'next';
    if (isTrue(value)) flow = this.#list(setsDot ? value : dot, node.list);
    else if (node.elseList !== undefined) flow = this.#list(dot, node.elseList);
    this.scope.shrink(mark);
    return flow;
  }

  #range(dot: GoValue, node: RangeNode): Flow {
    const mark = this.scope.size;
    const result = this.#evaluator.pipeline(dot, node.pipe);
    const flow = this.#iterate(node, result) ? 'next' : this.#elseOf(dot, node);
    this.scope.shrink(mark);
    return flow;
  }

  #elseOf(dot: GoValue, node: RangeNode): Flow {
    return node.elseList === undefined ? 'next' : this.#list(dot, node.elseList);
  }

  /** @returns whether there was anything to iterate over */
  #iterate(node: RangeNode, result: GoValue): boolean {
    const { value } = indirect(result);
    if (value === undefined) return false;
    if (value instanceof GoSlice) return this.#each(node, value.items.length, BigInt, (at) => value.at(at));
    if (value instanceof GoMap) {
      return this.#each(
        node,
        value.keys.length,
        (at) => value.keys[at] ?? '',
        (at) => value.at(at),
      );
    }
    const count = integerOf(value);
    if (count === undefined) return this.fail(`range can't iterate over ${sprint([value])}`);
    if (node.pipe.decl.length > 1) this.fail(`can't use ${count} to iterate over more than one variable`);
    const elementAt = (at: number) => (value instanceof GoBasic ? new GoBasic(value.type, BigInt(at)) : BigInt(at));
    return this.#each(node, Number(count), () => undefined, elementAt);
  }

  #each(node: RangeNode, count: number, keyAt: (at: number) => GoValue, elementAt: (at: number) => GoValue): boolean {
    const { scope } = this;
    const mark = scope.size;
    const { decl, isAssign } = node.pipe;
    for (let at = 0; at < count; at++) {
      const element = elementAt(at);
      // With two variables the first is the key; with one it is the element.
      if (decl.length > 0) this.#setLoopVariable(decl.length - 1, node, element, mark, isAssign);
      if (decl.length > 1) this.#setLoopVariable(0, node, keyAt(at), mark, isAssign);
      const flow = this.#list(element, node.list);
      scope.shrink(mark);
      if (flow === 'break') break;
    }
    return count > 0;
  }

  #setLoopVariable(which: number, node: RangeNode, value: GoValue, mark: number, isAssign: boolean): void {
    const { decl } = node.pipe;
    if (isAssign) this.#evaluator.assign(decl[which]?.ident[0] ?? '$', value);
    else this.scope.set(mark - decl.length + which, value);
  }

  #template(dot: GoValue, node: TemplateNode): void {
    const tree = this.set.trees.get(node.name);
    if (tree === undefined) this.fail(`template ${quote(node.name)} not defined`);
    const value = this.#evaluator.pipeline(dot, node.pipe);
    const { scope, templateName } = this;
    // A template sees the data that it is given, and no variable of its caller.
    this.scope = new Scope(value);
    this.templateName = node.name;
    this.#list(value, tree.root);
    this.scope = scope;
    this.templateName = templateName;
    this.node = node;
  }

  #print(node: Node, value: GoValue): void {
    this.node = node;
    this.#write(typeof value === 'string' ? value : printed(value));
  }

  #write(text: string): void {
    this.#count(text.length / WRITTEN_PER_STEP);
    this.#output += text;
    if (this.#output.length > this.#bounds.outputLengthMax) {
      this.stop(`output longer than ${this.#bounds.outputLengthMax} characters`);
    }
  }
}
