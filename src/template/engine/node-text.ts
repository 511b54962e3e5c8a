import type { AnyNode, BranchNode, OperandNode } from './ast.js';
import { byteLength } from './go-string.js';
import { quote } from './quote.js';

/** A node as the source that it came from, in Go's canonical spelling (its String method). */
export function nodeText(node: AnyNode): string {
  switch (node.kind) {
    case 'list':
      return node.nodes.map(nodeText).join('');
    case 'text':
      return quote(node.text);
    case 'action':
      return `{{${nodeText(node.pipe)}}}`;
    case 'pipe':
      return pipeText(node.decl.map(nodeText), node.isAssign, node.commands.map(nodeText));
    case 'command':
      return node.args.map(argumentText).join(' ');
    case 'identifier':
      return node.ident;
    case 'variable':
      return node.ident.join('.');
    case 'dot':
      return '.';
    case 'nil':
      return 'nil';
    case 'field':
      return node.ident.map((name) => `.${name}`).join('');
    case 'chain':
      return argumentText(node.node) + node.field.map((name) => `.${name}`).join('');
    case 'bool':
      return String(node.value);
    case 'number':
      return node.text;
    case 'string':
      return node.quoted;
    case 'if':
    case 'range':
    case 'with':
      return branchText(node.kind, node);
    case 'template':
      return `{{template ${quote(node.name)}${node.pipe === undefined ? '' : ` ${nodeText(node.pipe)}`}}}`;
    case 'break':
      return '{{break}}';
    case 'continue':
      return '{{continue}}';
  }
}

/** Where a node stands and what it is, for an error message (Go's ErrorContext). */
export function errorContext(node: AnyNode): { location: string; context: string; line: number; column: number } {
  const before = node.tree.text.slice(0, node.pos);
  const lineStart = before.lastIndexOf('\n') + 1;
  const column = byteLength(before.slice(lineStart));
  let line = 1;
  for (let at = before.indexOf('\n'); at >= 0; at = before.indexOf('\n', at + 1)) line++;
  return { location: `${node.tree.parseName}:${line}:${column}`, context: nodeText(node), line, column };
}

function pipeText(decl: readonly string[], isAssign: boolean, commands: readonly string[]): string {
  const declared = decl.length === 0 ? '' : `${decl.join(', ')} ${isAssign ? '=' : ':='} `;
  return declared + commands.join(' | ');
}

function argumentText(node: OperandNode): string {
  return node.kind === 'pipe' ? `(${nodeText(node)})` : nodeText(node);
}

function branchText(name: string, node: BranchNode): string {
  const otherwise = node.elseList === undefined ? '' : `{{else}}${nodeText(node.elseList)}`;
  return `{{${name} ${nodeText(node.pipe)}}}${nodeText(node.list)}${otherwise}{{end}}`;
}
