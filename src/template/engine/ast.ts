/**
 * The syntax tree of Go's text/template (package parse), node for node. It is plain mutable data: html/template's
 * escaper adds commands to pipelines and rewrites text in a tree of its own (`copyTree`) before it is executed.
 */
export interface Tree {
  /** The name that the template is called by. */
  name: string;
  /** The name of the file or template that the text came from; error positions are given in it. */
  parseName: string;
  /** The whole text that was parsed; node positions index it, in UTF-16 units. */
  text: string;
  root: ListNode;
}

interface NodeBase {
  /** Where the node stands in `tree.text`. */
  pos: number;
  /** The tree that the node was parsed for: its name and text locate an error. */
  tree: Tree;
}

export interface ListNode extends NodeBase {
  kind: 'list';
  nodes: Node[];
}

interface TextNode extends NodeBase {
  kind: 'text';
  text: string;
}

/** `{{ pipeline }}`. */
export interface ActionNode extends NodeBase {
  kind: 'action';
  line: number;
  pipe: PipeNode;
}

/** Commands joined by `|`, perhaps with variables in front: `$a, $b := ...` or `$a = ...`. */
export interface PipeNode extends NodeBase {
  kind: 'pipe';
  line: number;
  isAssign: boolean;
  decl: VariableNode[];
  commands: CommandNode[];
}

export interface CommandNode extends NodeBase {
  kind: 'command';
  args: OperandNode[];
}

/** The name of a function. */
export interface IdentifierNode extends NodeBase {
  kind: 'identifier';
  ident: string;
}

/** `$x.Field`: the variable's name with its `$`, then the fields. */
export interface VariableNode extends NodeBase {
  kind: 'variable';
  ident: string[];
}

/** `.`. */
interface DotNode extends NodeBase {
  kind: 'dot';
}

interface NilNode extends NodeBase {
  kind: 'nil';
}

/** `.Field.Other`, without the dots. */
export interface FieldNode extends NodeBase {
  kind: 'field';
  ident: string[];
}

/** `(pipeline).Field.Other`: a term and the fields that follow it, without the dots. */
export interface ChainNode extends NodeBase {
  kind: 'chain';
  node: OperandNode;
  field: string[];
}

export interface BoolNode extends NodeBase {
  kind: 'bool';
  value: boolean;
}

/** A number constant and every type that can hold it exactly enough for Go. */
export interface NumberNode extends NodeBase {
  kind: 'number';
  isInt: boolean;
  isUint: boolean;
  isFloat: boolean;
  isComplex: boolean;
  int64: bigint;
  uint64: bigint;
  float64: number;
  complex128: { re: number; im: number };
  /** As it was written. */
  text: string;
}

export interface StringNode extends NodeBase {
  kind: 'string';
  /** As it was written, with its quotes. */
  quoted: string;
  text: string;
}

/** What `if`, `range` and `with` have in common. */
export interface BranchNode extends NodeBase {
  line: number;
  pipe: PipeNode;
  list: ListNode;
  elseList: ListNode | undefined;
}

export interface IfNode extends BranchNode {
  kind: 'if';
}

export interface RangeNode extends BranchNode {
  kind: 'range';
}

export interface WithNode extends BranchNode {
  kind: 'with';
}

/** `{{ template "name" pipeline }}`, and what a `{{ block }}` leaves behind. */
export interface TemplateNode extends NodeBase {
  kind: 'template';
  line: number;
  name: string;
  pipe: PipeNode | undefined;
}

export interface BreakNode extends NodeBase {
  kind: 'break';
  line: number;
}

export interface ContinueNode extends NodeBase {
  kind: 'continue';
  line: number;
}

/** What a list may hold. */
export type Node =
  | ListNode
  | TextNode
  | ActionNode
  | IfNode
  | RangeNode
  | WithNode
  | TemplateNode
  | BreakNode
  | ContinueNode;

/** What a command may hold; the first is what is evaluated, the rest are its arguments. */
export type OperandNode =
  | IdentifierNode
  | VariableNode
  | DotNode
  | NilNode
  | FieldNode
  | ChainNode
  | BoolNode
  | NumberNode
  | StringNode
  | PipeNode;

export type AnyNode = Node | OperandNode | CommandNode;
