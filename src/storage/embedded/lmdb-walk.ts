import { DamagedStoreError } from './damaged-store-error.js';
import type { LmdbFile } from './lmdb-file.js';
import { type LmdbMeta, type LmdbTreeRoot, readTreeRoot, TREE_ROOT_BYTES } from './lmdb-meta.js';
import { type LmdbNode, type LmdbPage, readBigReference } from './lmdb-page.js';

/** lmdb's own limit. */
const DEPTH_MAX = 32;

/** Every page is used or free; what is more than a few above that is a number that was damaged. */
const LOOSE_PAGES = 1_000;

/** Where a walk is: in the tree of the tables, in one of them, or in the list of what is free. */
export type LmdbPlace =
  | { readonly kind: 'root' }
  | { readonly kind: 'table'; readonly name: string }
  | { readonly kind: 'free pages' };

export interface LmdbVisitor {
  /** A record of a table, or one that lies beside the tables. */
  record?(place: LmdbPlace, node: LmdbNode): void;
  damage(place: LmdbPlace, error: DamagedStoreError): void;
}

/** What a walk has learned of the pages. */
export interface LmdbWalk {
  /** By the number of the page: 1 where a tree uses it, 2 where it is free. */
  readonly uses: Uint8Array;
}

/**
 * Follows a commit to all that it holds, and holds every page against what lmdb relies on: that pages lie in the file and
 * belong to one tree, that their nodes lie in them, that keys are in order, that what is free is not in use. Goes on after
 * a damage with what is not below it.
 */
export function walk(file: LmdbFile, meta: LmdbMeta, visitor: LmdbVisitor): LmdbWalk {
  const uses = new Uint8Array(file.pages);
  const trees = new Trees(file, meta, uses);
  const [root, free] = [{ kind: 'root' }, { kind: 'free pages' }] as const;
  const tables: { readonly name: string; readonly root: LmdbTreeRoot }[] = [];
  trees.follow(meta.main, compareBytes, {
    visit(node) {
      if (node.kind === 'tree') tables.push(tableOf(node));
      else visitor.record?.(root, node);
    },
    damage: (error) => visitor.damage(root, error),
  });
  for (const { name, root } of tables) {
    const table = { kind: 'table', name } as const;
    trees.follow(root, compareBytes, {
      visit(node) {
        if (node.kind === 'tree') throw new DamagedStoreError(`table ${name} holds a table`);
        visitor.record?.(table, node);
      },
      damage: (error) => visitor.damage(table, error),
    });
  }
  // Its flags are those of the whole file.
  trees.follow({ ...meta.free, flags: 0 }, compareNumbers, {
    visit: (node) => trees.free(file.value(node)),
    damage: (error) => visitor.damage(free, error),
  });
  if (meta.lastPage > trees.used + LOOSE_PAGES) {
    visitor.damage(root, new DamagedStoreError(`there should be ${meta.lastPage} pages, and ${trees.used} are known`));
  }
  return { uses };
}

function tableOf({ key, value }: LmdbNode): { name: string; root: LmdbTreeRoot } {
  const name = key.toString();
  if (value.length !== TREE_ROOT_BYTES) throw new DamagedStoreError(`table ${name} is not described`);
  return { name: name.replace(/\0$/, ''), root: readTreeRoot(value) };
}

type Compare = (a: LmdbNode, b: LmdbNode) => number;

/** The keys that may be below a page: from that of one node, and less than that of another. */
interface Range {
  readonly from: LmdbNode | undefined;
  readonly to: LmdbNode | undefined;
}

class Trees {
  /** How many pages are used or free. */
  used = 0;

  constructor(
    private readonly file: LmdbFile,
    private readonly meta: LmdbMeta,
    private readonly uses: Uint8Array,
  ) {}

  follow(
    { page, depth, flags, entries }: LmdbTreeRoot,
    compare: Compare,
    {
      visit,
      damage,
    }: { readonly visit: (node: LmdbNode) => void; readonly damage: (error: DamagedStoreError) => void },
  ): void {
    let found = 0;
    const attempt = (run: () => void) => {
      try {
        run();
      } catch (error) {
        if (!(error instanceof DamagedStoreError)) throw error;
        damage(error);
      }
    };
    const descend = (number: number, level: number, range: Range): void => {
      this.#use(number, 1);
      const { kind, nodes, transaction } = this.#page(number, range, compare);
      // lmdb takes such a page for one that it has changed itself just now, and writes into it.
      if (transaction > this.meta.transaction) throw new DamagedStoreError(`page ${number} is of a later commit`);
      if ((kind === 'leaf') !== (level === depth)) throw new DamagedStoreError(`page ${number} is at depth ${level}`);
      for (const [i, node] of nodes.entries()) {
        if (kind === 'leaf') {
          found++;
          attempt(() => {
            this.#useBig(node);
            visit(node);
          });
        } else {
          // The first key of a branch is empty, whatever is below it.
          const from = i === 0 ? range.from : node;
          attempt(() => descend(node.child, level + 1, { from, to: nodes[i + 1] ?? range.to }));
        }
      }
    };
    attempt(() => {
      if (flags !== 0 || depth > DEPTH_MAX)
        throw new DamagedStoreError('a tree is described in a way that we never do');
      if (page !== undefined) descend(page, 1, { from: undefined, to: undefined });
      if (found !== entries) throw new DamagedStoreError(`a tree has ${found} records, and should have ${entries}`);
    });
  }

  /**
   * Takes note of the pages of an entry of the list of what is free: how many numbers follow, and these, or the negative
   * length of a block and its first page, with zeros between them.
   */
  free(value: Buffer): void {
    const count = value.length >= 8 ? Number(value.readBigUInt64LE(0)) : -1;
    if (count < 0 || value.length < 8 * (count + 1)) throw new DamagedStoreError('the list of free pages is cut off');
    for (let i = 1; i <= count; i++) {
      const number = Number(value.readBigInt64LE(8 * i));
      if (number > 0) this.#use(number, 2);
      if (number >= 0) continue;
      const first = i < count ? Number(value.readBigInt64LE(8 * ++i)) : 0;
      for (let page = first; page < first - number; page++) this.#use(page, 2);
    }
  }

  #page(number: number, { from, to }: Range, compare: Compare): LmdbPage {
    const page = this.file.page(number);
    const first = page.kind === 'branch' ? 1 : 0;
    if (page.nodes.length < 1 + first) throw new DamagedStoreError(`page ${number} leads nowhere`);
    let last = from;
    for (let i = first; i < page.nodes.length; i++) {
      const node = page.nodes[i] as LmdbNode;
      const order = last === undefined ? 1 : compare(node, last);
      // A leaf may begin with the key that leads to it.
      if (order < 0 || (order === 0 && i > first)) throw new DamagedStoreError(`page ${number} is not in order`);
      last = node;
    }
    if (last !== undefined && to !== undefined && compare(last, to) >= 0) {
      throw new DamagedStoreError(`page ${number} has keys of another one`);
    }
    return page;
  }

  #useBig(node: LmdbNode): void {
    if (node.kind !== 'big') return;
    const { page, pages } = readBigReference(node, this.file.pageBytes);
    for (let number = page; number < page + pages; number++) this.#use(number, 1);
    this.file.value(node);
  }

  #use(number: number, use: 1 | 2): void {
    // The file may end before pages that are free.
    if (!(number >= 2 && number <= this.meta.lastPage)) throw new DamagedStoreError(`there is no page ${number}`);
    if ((this.uses[number] ?? 0) !== 0) throw new DamagedStoreError(`page ${number} is used twice`);
    this.uses[number] = use;
    this.used++;
  }
}

function compareBytes(a: LmdbNode, b: LmdbNode): number {
  return a.compareKey(b);
}

/** The keys of the list of free pages are numbers of commits. */
function compareNumbers({ key: a }: LmdbNode, { key: b }: LmdbNode): number {
  if (a.length !== 8 || b.length !== 8) throw new DamagedStoreError('the list of free pages has a strange key');
  return Number(a.readBigUInt64LE(0) - b.readBigUInt64LE(0));
}
