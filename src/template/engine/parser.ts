import type {
  ActionNode,
  BranchNode,
  CommandNode,
  IfNode,
  ListNode,
  Node,
  OperandNode,
  PipeNode,
  RangeNode,
  TemplateNode,
  Tree,
  VariableNode,
  WithNode,
} from './ast.js';
import { Lexer } from './lexer.js';
import { newTree } from './new-tree.js';
import { nodeText } from './node-text.js';
import { parseNumberConstant } from './number-constant.js';
import { quote } from './quote.js';
import { TemplateError } from './template-error.js';
import type { Token, TokenType } from './token.js';
import { TokenReader } from './token-reader.js';
import { unquote } from './unquote.js';

/** How deep parentheses and blocks may nest. Go allows 10 000; the stack here is smaller. */
const NESTING_MAX = 500;

/**
 * Parses a text and the definitions in it.
 *
 * @param name the template's name, also the file name in errors
 * @param hasFunction whether a function of that name may be called
 * @returns the trees by name: the text itself, and each `define` and `block`
 * @throws {TemplateError} of kind `parse`, with Go's message
 */
export function parseTemplate(name: string, text: string, hasFunction: (name: string) => boolean): Map<string, Tree> {
  const trees = new Map<string, Tree>();
  const shared: Shared = { lexer: new Lexer(text), parseName: name, text, hasFunction, trees, nesting: 0 };
  new Parser(shared, name).parseFile();
  return trees;
}

/** Whether a tree holds nothing but blanks: such a definition never replaces another. */
export function isEmptyTree(list: ListNode): boolean {
  return list.nodes.every((node) => {
    if (node.kind === 'list') return isEmptyTree(node);
    return node.kind === 'text' && /^[\s\u0085]*$/.test(node.text.replaceAll('\ufeff', 'x'));
  });
}

/** What the parsers of one text share: each definition has its own, with its own variables and look-ahead. */
interface Shared {
  readonly lexer: Lexer;
  readonly parseName: string;
  readonly text: string;
  readonly hasFunction: (name: string) => boolean;
  readonly trees: Map<string, Tree>;
  nesting: number;
}

/** What ends a list of nodes. */
type ListEnd = { readonly kind: 'end'; readonly pos: number } | { readonly kind: 'else'; readonly pos: number };

class Parser {
  readonly #tree: Tree;
  readonly #tokens: TokenReader;
  #variables = ['$'];
  #rangeDepth = 0;

  constructor(
    private readonly shared: Shared,
    name: string,
  ) {
    this.#tokens = new TokenReader(shared.lexer, shared.parseName);
    this.#tree = newTree(name, shared.parseName, shared.text);
  }

  parseFile(): void {
    this.#tree.root.pos = this.#tokens.peek().pos;
    while (this.#tokens.peek().type !== 'eof') {
      if (this.#tokens.peek().type === 'leftDelim') {
        const delim = this.#tokens.next();
        const token = this.#tokens.nextNonSpace();
        if (token.type === 'define') {
          new Parser(this.shared, 'definition').#parseDefinition();
          continue;
        }
        this.#tokens.backup(token, delim);
      }
      const node = this.#textOrAction();
      if (node.kind === 'end' || node.kind === 'else') this.#tokens.fail(`unexpected {{${node.kind}}}`);
      this.#tree.root.nodes.push(node);
    }
    this.#add();
  }

  #parseDefinition(): void {
    const token = this.#tokens.nextNonSpace();
    if (token.type !== 'string' && token.type !== 'rawString') this.#tokens.unexpected(token, 'define clause');
    this.#tree.name = this.#unquote(token.value);
    this.#tokens.expect('rightDelim', 'define clause');
    this.#parseBody('define clause');
  }

  /** The list of a `define` or `block`, up to its end. */
  #parseBody(context: string): void {
    const { list, end } = this.#itemList();
    this.#tree.root = list;
    if (end.kind !== 'end') this.#tokens.fail(`unexpected {{${end.kind}}} in ${context}`);
    this.#add();
  }

  #add(): void {
    const { name, root } = this.#tree;
    const old = this.shared.trees.get(name);
    if (old === undefined || isEmptyTree(old.root)) this.shared.trees.set(name, this.#tree);
    else if (!isEmptyTree(root)) this.#tokens.fail(`template: multiple definition of template ${quote(name)}`);
  }

  #itemList(): { list: ListNode; end: ListEnd } {
    const list: ListNode = { kind: 'list', tree: this.#tree, pos: this.#tokens.peekNonSpace().pos, nodes: [] };
    while (this.#tokens.peekNonSpace().type !== 'eof') {
      const node = this.#textOrAction();
      if (node.kind === 'end' || node.kind === 'else') return { list, end: node };
      list.nodes.push(node);
    }
    return this.#tokens.fail('unexpected EOF');
  }

  #textOrAction(): Node | ListEnd {
    const token = this.#tokens.nextNonSpace();
    if (token.type === 'text') return { kind: 'text', tree: this.#tree, pos: token.pos, text: token.value };
    if (token.type !== 'leftDelim') return this.#tokens.unexpected(token, 'input');
    this.#tokens.actionLine = token.line;
    const node = this.#action();
    this.#tokens.actionLine = 0;
    return node;
  }

  #action(): Node | ListEnd {
    const token = this.#tokens.nextNonSpace();
    switch (token.type) {
      case 'block':
        return this.#block();
      case 'break':
      case 'continue':
        return this.#leaveLoop(token.type, token);
      case 'else':
        return this.#else();
      case 'end':
        return { kind: 'end', pos: this.#tokens.expect('rightDelim', 'end').pos };
      case 'if':
      case 'range':
      case 'with':
        return this.#branch(token.type);
      case 'template':
        return this.#template();
    }
    this.#tokens.backup(token);
    // Variables are not popped: they live until the end of the list that declares them.
    const pipe = this.#pipeline('command', 'rightDelim');
    const action: ActionNode = { kind: 'action', tree: this.#tree, pos: token.pos, line: token.line, pipe };
    return action;
  }

  #leaveLoop(kind: 'break' | 'continue', { pos, line }: Token): Node {
    const token = this.#tokens.nextNonSpace();
    if (token.type !== 'rightDelim') this.#tokens.unexpected(token, `{{${kind}}}`);
    if (this.#rangeDepth === 0) this.#tokens.fail(`{{${kind}}} outside {{range}}`);
    return { kind, tree: this.#tree, pos, line };
  }

  #else(): ListEnd {
    const next = this.#tokens.peekNonSpace();
    // What follows an `else if` or `else with` is parsed by the branch that it continues.
    if (next.type === 'if' || next.type === 'with') return { kind: 'else', pos: next.pos };
    return { kind: 'else', pos: this.#tokens.expect('rightDelim', 'else').pos };
  }

  #branch(kind: 'if' | 'range' | 'with'): IfNode | RangeNode | WithNode {
    return this.#nested(() => {
      const scope = this.#variables.length;
      const branch = this.#branchParts(kind);
      this.#variables.length = scope;
      return { ...branch, kind };
    });
  }

  #branchParts(kind: 'if' | 'range' | 'with'): BranchNode {
    const pipe = this.#pipeline(kind, 'rightDelim');
    if (kind === 'range') this.#rangeDepth++;
    const { list, end } = this.#itemList();
    if (kind === 'range') this.#rangeDepth--;
    const elseList = end.kind === 'else' ? this.#elseList(kind, end) : undefined;
    return { tree: this.#tree, pos: pipe.pos, line: pipe.line, pipe, list, elseList };
  }

  #elseList(kind: 'if' | 'range' | 'with', start: ListEnd): ListNode {
    if (kind !== 'range' && this.#tokens.peek().type === kind) {
      // `{{else if x}}` is `{{else}}{{if x}}`, and one end closes both.
      this.#tokens.next();
      const nodes = [this.#branch(kind)];
      return { kind: 'list', tree: this.#tree, pos: start.pos, nodes };
    }
    const { list, end } = this.#itemList();
    if (end.kind !== 'end') this.#tokens.fail(`expected end; found {{${end.kind}}}`);
    return list;
  }

  #block(): TemplateNode {
    const token = this.#tokens.nextNonSpace();
    const name = this.#templateName(token, 'block clause');
    const pipe = this.#pipeline('block clause', 'rightDelim');
    this.#nested(() => new Parser(this.shared, name).#parseBody('block clause'));
    return { kind: 'template', tree: this.#tree, pos: token.pos, line: token.line, name, pipe };
  }

  #template(): TemplateNode {
    const token = this.#tokens.nextNonSpace();
    const name = this.#templateName(token, 'template clause');
    const next = this.#tokens.nextNonSpace();
    let pipe: PipeNode | undefined;
    if (next.type !== 'rightDelim') {
      this.#tokens.backup(next);
      pipe = this.#pipeline('template clause', 'rightDelim');
    }
    return { kind: 'template', tree: this.#tree, pos: token.pos, line: token.line, name, pipe };
  }

  #templateName(token: Token, context: string): string {
    if (token.type !== 'string' && token.type !== 'rawString') this.#tokens.unexpected(token, context);
    return this.#unquote(token.value);
  }

  #pipeline(context: string, end: TokenType): PipeNode {
    const { pos, line } = this.#tokens.peekNonSpace();
    const pipe: PipeNode = { kind: 'pipe', tree: this.#tree, pos, line, isAssign: false, decl: [], commands: [] };
    while (this.#declaration(pipe, context));
    for (;;) {
      const token = this.#tokens.nextNonSpace();
      if (token.type === end) {
        this.#checkPipeline(pipe, context);
        return pipe;
      }
      if (!OPERAND_STARTS.has(token.type)) this.#tokens.unexpected(token, context);
      this.#tokens.backup(token);
      pipe.commands.push(this.#command());
    }
  }

  /** Takes one variable of `$a, $b :=` if there is one. @returns whether another may follow */
  #declaration(pipe: PipeNode, context: string): boolean {
    const variable = this.#tokens.peekNonSpace();
    if (variable.type !== 'variable') return false;
    this.#tokens.next();
    const adjacent = this.#tokens.peek();
    const next = this.#tokens.peekNonSpace();
    if (next.type === 'assign' || next.type === 'declare') {
      this.#tokens.nextNonSpace();
      pipe.isAssign = next.type === 'assign';
      this.#declare(pipe, variable);
      return false;
    }
    if (next.type === 'char' && next.value === ',') {
      this.#tokens.nextNonSpace();
      this.#declare(pipe, variable);
      if (context !== 'range' || pipe.decl.length >= 2) this.#tokens.fail(`too many declarations in ${context}`);
      const following = this.#tokens.peekNonSpace().type;
      if (following === 'variable' || following === 'rightDelim' || following === 'rightParen') return true;
      this.#tokens.fail('range can only initialize variables');
    }
    // It was an operand: put it back, with the space behind it.
    if (adjacent.type === 'space') this.#tokens.backup(adjacent);
    this.#tokens.backup(variable);
    return false;
  }

  #declare(pipe: PipeNode, token: Token): void {
    pipe.decl.push(this.#variable(token.pos, token.value));
    this.#variables.push(token.value);
  }

  #checkPipeline(pipe: PipeNode, context: string): void {
    if (pipe.commands.length === 0) this.#tokens.fail(`missing value for ${context}`);
    pipe.commands.forEach((command, stage) => {
      const first = command.args[0]?.kind;
      if (stage > 0 && first !== undefined && CONSTANTS.has(first)) {
        this.#tokens.fail(`non executable command in pipeline stage ${stage + 1}`);
      }
    });
  }

  #command(): CommandNode {
    const command: CommandNode = { kind: 'command', tree: this.#tree, pos: this.#tokens.peekNonSpace().pos, args: [] };
    for (;;) {
      this.#tokens.peekNonSpace();
      const operand = this.#operand();
      if (operand !== undefined) command.args.push(operand);
      const token = this.#tokens.next();
      if (token.type === 'space') continue;
      if (token.type === 'rightDelim' || token.type === 'rightParen') this.#tokens.backup(token);
      else if (token.type !== 'pipe') this.#tokens.unexpected(token, 'operand');
      break;
    }
    if (command.args.length === 0) this.#tokens.fail('empty command');
    return command;
  }

  #operand(): OperandNode | undefined {
    const node = this.#term();
    if (node === undefined || this.#tokens.peek().type !== 'field') return node;
    const pos = this.#tokens.peek().pos;
    const field: string[] = [];
    while (this.#tokens.peek().type === 'field') field.push(this.#tokens.next().value.slice(1));
    switch (node.kind) {
      case 'field':
      case 'variable':
        return { ...node, pos, ident: [...node.ident, ...field] };
      case 'identifier':
      case 'chain':
      case 'pipe':
        return { kind: 'chain', tree: this.#tree, pos, node, field };
      default:
        return this.#tokens.fail(`unexpected . after term ${quote(nodeText(node))}`);
    }
  }

  #term(): OperandNode | undefined {
    const token = this.#tokens.nextNonSpace();
    const at = { tree: this.#tree, pos: token.pos };
    switch (token.type) {
      case 'identifier':
        if (!this.shared.hasFunction(token.value)) this.#tokens.fail(`function ${quote(token.value)} not defined`);
        return { kind: 'identifier', ...at, ident: token.value };
      case 'dot':
      case 'nil':
        return { kind: token.type, ...at };
      case 'variable':
        if (!this.#variables.includes(token.value)) this.#tokens.fail(`undefined variable ${quote(token.value)}`);
        return this.#variable(token.pos, token.value);
      case 'field':
        return { kind: 'field', ...at, ident: [token.value.slice(1)] };
      case 'bool':
        return { kind: 'bool', ...at, value: token.value === 'true' };
      case 'charConstant':
      case 'complex':
      case 'number': {
        const constant = parseNumberConstant(token.value, token.type);
        if (typeof constant === 'string') return this.#tokens.fail(constant);
        return { kind: 'number', ...at, ...constant, text: token.value };
      }
      case 'leftParen':
        return this.#nested(() => this.#pipeline('parenthesized pipeline', 'rightParen'));
      case 'string':
      case 'rawString':
        return { kind: 'string', ...at, quoted: token.value, text: this.#unquote(token.value) };
      default:
        this.#tokens.backup(token);
        return undefined;
    }
  }

  #variable(pos: number, name: string): VariableNode {
    return { kind: 'variable', tree: this.#tree, pos, ident: [name] };
  }

  #nested<T>(parse: () => T): T {
    if (++this.shared.nesting > NESTING_MAX) {
      const message = `template: ${this.shared.parseName}:${this.#tokens.line}: nested deeper than ${NESTING_MAX} levels`;
      throw new TemplateError('bound', message, this.#tokens.line);
    }
    const result = parse();
    this.shared.nesting--;
    return result;
  }

  #unquote(literal: string): string {
    return unquote(literal) ?? this.#tokens.fail('invalid syntax');
  }
}

const OPERAND_STARTS: ReadonlySet<TokenType> = new Set<TokenType>([
  'bool',
  'charConstant',
  'complex',
  'dot',
  'field',
  'identifier',
  'number',
  'nil',
  'rawString',
  'string',
  'variable',
  'leftParen',
]);

/** What can only begin a pipeline, because it cannot take the value from before it. */
const CONSTANTS: ReadonlySet<OperandNode['kind']> = new Set(['bool', 'dot', 'nil', 'number', 'string'] as const);
