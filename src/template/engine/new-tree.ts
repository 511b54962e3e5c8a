import type { ListNode, Tree } from './ast.js';

/** An empty tree; its root points back to it. */
export function newTree(name: string, parseName: string, text: string): Tree {
  return new EmptyTree(name, parseName, text);
}

class EmptyTree implements Tree {
  root: ListNode = { kind: 'list', tree: this, pos: 0, nodes: [] };

  constructor(
    public name: string,
    public parseName: string,
    public text: string,
  ) {}
}
