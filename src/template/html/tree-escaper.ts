import type { IfNode, ListNode, Node, RangeNode, TemplateNode, Tree, WithNode } from '../engine/ast.js';
import { quote } from '../engine/quote.js';
import { TemplateError } from '../engine/template-error.js';
import { type Context, derivedName, isSameContext } from './context.js';
import { type Escaped, escapeAction } from './escape-action.js';
import { EscapeFailure } from './escape-failure.js';
import { escapeText } from './escape-text.js';
import { joinContexts } from './join-contexts.js';
import { during, joinExits, type LoopExit } from './loop-exits.js';

/** How deep templates may call one another. Go has no bound, and crashes where a recursion never meets itself again. */
const CALL_DEPTH_MAX = 200;

/**
 * Follows the contexts through trees, and makes of each tree that is called a copy for each context that it is called
 * in. The trees themselves stay as they are: the text engine runs them too.
 */
export class TreeEscaper {
  /** The copies, by their derived names. */
  readonly trees = new Map<string, Tree>();
  /** The context behind each copy, known or assumed. */
  readonly #outputs: Map<string, Context>;
  readonly #called = new Set<string>();
  #loopExits: LoopExit[] = [];

  constructor(
    private readonly lookup: (name: string) => Tree | undefined,
    outputs: ReadonlyMap<string, Context> = new Map(),
    private readonly depth = 0,
  ) {
    if (depth > CALL_DEPTH_MAX) {
      throw new TemplateError('bound', `html/template: templates call one another more than ${CALL_DEPTH_MAX} deep`);
    }
    this.#outputs = new Map(outputs);
  }

  /**
   * Escapes a template for being called in a context.
   *
   * @param caller the node that calls it; undefined for the one that is executed
   * @returns the context behind it
   * @throws {EscapeFailure} where it cannot be escaped
   * @throws {TemplateError} of kind `bound` where calls nest too deep
   */
  escapeTree(name: string, start: Context, caller?: TemplateNode): Context {
    const derived = derivedName(name, start);
    this.#called.add(derived);
    const known = this.#outputs.get(derived);
    if (known !== undefined) {
      return known;
    }
    const tree = this.lookup(name);
    if (tree === undefined) {
      throw new EscapeFailure('no such template', `no such template ${quote(name)}`, caller);
    }
    return this.#escapeBody({ ...tree, name: derived }, start);
  }

  /**
   * A recursive template needs the context behind itself before it is known. The one in front of it is right nearly
   * always; if not, the one that came of assuming it.
   */
  #escapeBody(tree: Tree, start: Context): Context {
    const first = this.#tryOutput(tree, start, start);
    return first.isRight ? first.output : this.#escapeRecursive(tree, start, first.output);
  }

  #escapeRecursive(tree: Tree, start: Context, assumed: Context): Context {
    const description = `cannot compute output context for template ${tree.name}`;
    try {
      const { output, isRight } = this.#tryOutput(tree, start, assumed);
      if (isRight) {
        return output;
      }
    } catch (failure) {
      if (!(failure instanceof EscapeFailure)) {
        throw failure;
      }
    }
    throw new EscapeFailure('output context', description, tree.root);
  }

  #tryOutput(tree: Tree, start: Context, assumed: Context): { readonly output: Context; readonly isRight: boolean } {
    this.#outputs.set(tree.name, assumed);
    const trial = new TreeEscaper(this.lookup, this.#outputs, this.depth + 1);
    const { node: root, context: output } = trial.#escapeList(start, tree.root);
    const isRight = !trial.#called.has(tree.name) || isSameContext(output, assumed);
    if (isRight) {
      this.#adopt(trial);
      this.trees.set(tree.name, { ...tree, root });
      this.#outputs.set(tree.name, output);
    }
    return { output, isRight };
  }

  #adopt(trial: TreeEscaper): void {
    for (const [name, tree] of trial.trees) this.trees.set(name, tree);
    for (const [name, output] of trial.#outputs) this.#outputs.set(name, output);
    for (const name of trial.#called) this.#called.add(name);
  }

  /** What follows a `break` or `continue` is never rendered, and left out. */
  #escapeList(start: Context, list: ListNode): Escaped<ListNode> {
    const nodes: Node[] = [];
    let context = start;
    for (const child of list.nodes) {
      if (context.state === 'Dead') {
        break;
      }
      const escaped = this.#escapeNode(context, child);
      nodes.push(escaped.node);
      context = escaped.context;
    }
    return { node: { ...list, nodes }, context };
  }

  #escapeNode(context: Context, node: Node): Escaped<Node> {
    switch (node.kind) {
      case 'list':
        return this.#escapeList(context, node);
      case 'text': {
        const escaped = escapeText(context, node.text);
        return { node: { ...node, text: escaped.text }, context: escaped.context };
      }
      case 'action':
        return escapeAction(context, node);
      case 'if':
      case 'with':
        return this.#escapeBranches(context, node);
      case 'range':
        return this.#escapeRange(context, node);
      case 'template':
        return {
          node: { ...node, name: derivedName(node.name, context) },
          context: this.escapeTree(node.name, context, node),
        };
      case 'break':
      case 'continue':
        this.#loopExits.push({ node, context });
        return { node, context: { ...context, state: 'Dead' } };
    }
  }

  #escapeBranches<N extends IfNode | WithNode>(start: Context, node: N): Escaped<N> {
    const list = this.#escapeList(start, node.list);
    return this.#escapeElse(start, { ...node, list: list.node }, list.context);
  }

  #escapeElse<N extends IfNode | WithNode | RangeNode>(start: Context, node: N, behindList: Context): Escaped<N> {
    if (node.elseList === undefined) {
      return { node, context: joinContexts(behindList, start, node.kind, node) };
    }
    const elseList = this.#escapeList(start, node.elseList);
    return {
      node: { ...node, elseList: elseList.node },
      context: joinContexts(behindList, elseList.context, node.kind, node),
    };
  }

  #escapeRange(start: Context, node: RangeNode): Escaped<RangeNode> {
    const list = this.#escapeLoop(start, node.list);
    // A pass that ends in the context that it started in can be followed by another; if not, see where that one ends.
    const behind = isSameContext(list.context, start) ? start : this.#reenterLoop(list.context, node);
    return this.#escapeElse(start, { ...node, list: list.node }, behind);
  }

  #escapeLoop(start: Context, list: ListNode): Escaped<ListNode> {
    const outerExits = this.#loopExits;
    this.#loopExits = [];
    const body = this.#escapeList(start, list);
    const context = joinExits(body.context, this.#loopExits);
    this.#loopExits = outerExits;
    return { node: body.node, context };
  }

  #reenterLoop(start: Context, node: RangeNode): Context {
    const trial = new TreeEscaper(this.lookup, this.#outputs, this.depth);
    const { context } = during('on range loop re-entry', node.line, 'range re-entry', () => {
      const body = trial.#escapeList(start, node.list);
      return { context: joinContexts(start, body.context, 'range', node) };
    });
    return joinExits(context, trial.#loopExits);
  }
}
