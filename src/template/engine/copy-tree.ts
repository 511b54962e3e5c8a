import type { CommandNode, ListNode, Node, OperandNode, PipeNode, Tree, VariableNode } from './ast.js';
import { newTree } from './new-tree.js';

/**
 * A deep copy, so that one of the two can be rewritten. The nodes of the copy point to the copy, which has the same
 * names and text: positions in errors stay what they were.
 */
export function copyTree(tree: Tree, name = tree.name): Tree {
  const copy = newTree(name, tree.parseName, tree.text);
  copy.root = copyList(tree.root, copy);
  return copy;
}

function copyList(list: ListNode, tree: Tree): ListNode {
  return { ...list, tree, nodes: list.nodes.map((node) => copyNode(node, tree)) };
}

function copyNode(node: Node, tree: Tree): Node {
  switch (node.kind) {
    case 'list':
      return copyList(node, tree);
    case 'text':
    case 'break':
    case 'continue':
      return { ...node, tree };
    case 'action':
      return { ...node, tree, pipe: copyPipe(node.pipe, tree) };
    case 'template':
      return { ...node, tree, pipe: node.pipe && copyPipe(node.pipe, tree) };
    case 'if':
    case 'range':
    case 'with':
      return {
        ...node,
        tree,
        pipe: copyPipe(node.pipe, tree),
        list: copyList(node.list, tree),
        elseList: node.elseList && copyList(node.elseList, tree),
      };
  }
}

function copyPipe(pipe: PipeNode, tree: Tree): PipeNode {
  return {
    ...pipe,
    tree,
    decl: pipe.decl.map((variable): VariableNode => ({ ...variable, tree, ident: [...variable.ident] })),
    commands: pipe.commands.map((command) => copyCommand(command, tree)),
  };
}

function copyCommand(command: CommandNode, tree: Tree): CommandNode {
  return { ...command, tree, args: command.args.map((arg) => copyOperand(arg, tree)) };
}

function copyOperand(node: OperandNode, tree: Tree): OperandNode {
  switch (node.kind) {
    case 'pipe':
      return copyPipe(node, tree);
    case 'chain':
      return { ...node, tree, node: copyOperand(node.node, tree), field: [...node.field] };
    case 'field':
    case 'variable':
      return { ...node, tree, ident: [...node.ident] };
    case 'number':
      return { ...node, tree, complex128: { ...node.complex128 } };
    default:
      return { ...node, tree };
  }
}
