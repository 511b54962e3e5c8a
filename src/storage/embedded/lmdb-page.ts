import { DamagedStoreError } from './damaged-store-error.js';

/** The fields of a page's header by their place in it, all little-endian. */
const HEADER = { number: 0, transaction: 8, flags: 18, lower: 20, upper: 22, pages: 20, end: 24 };

const KINDS: Readonly<Record<number, 'branch' | 'leaf'>> = { 1: 'branch', 2: 'leaf' };
const IS_OVERFLOW = 4;

/** Marks of pages in memory, which mean nothing in the file. */
const PASSING_FLAGS = 0xe000;

/** What a node of a leaf may be. */
const NODE = { inline: 0, big: 1, tree: 2 };
const NODE_HEADER_BYTES = 8;

/** Where a big value is: its first page, and how many there are. */
const BIG_REFERENCE_BYTES = 24;

/** An entry of a page. Most are only held against each other, so their bytes are cut out when they are asked for. */
export class LmdbNode {
  constructor(
    readonly kind: 'branch' | 'inline' | 'big' | 'tree',
    /** Of a branch: the page below. */
    readonly child: number,
    /** Of a leaf. */
    readonly valueBytes: number,
    private readonly page: Buffer,
    private readonly keyFrom: number,
    private readonly keyTo: number,
    private readonly valueTo: number,
  ) {}

  get key(): Buffer {
    return this.page.subarray(this.keyFrom, this.keyTo);
  }

  /** Of a leaf; a reference where the value is big. */
  get value(): Buffer {
    return this.page.subarray(this.keyTo, this.valueTo);
  }

  /** What it takes of its page. Nodes begin at even places. */
  get bytes(): number {
    return (NODE_HEADER_BYTES + this.valueTo - this.keyFrom + 1) & ~1;
  }

  /** @returns less than 0 when its key comes before the other's by their bytes, 0 when it is the same */
  compareKey(other: LmdbNode): number {
    return this.page.compare(other.page, other.keyFrom, other.keyTo, this.keyFrom, this.keyTo);
  }
}

export interface LmdbPage {
  readonly number: number;
  readonly kind: 'branch' | 'leaf';
  /** The commit that wrote it. */
  readonly transaction: number;
  readonly nodes: readonly LmdbNode[];
}

/**
 * Reads a page with suspicion: whatever its bytes say, nothing outside of it is looked at, and what lmdb would stumble
 * over is found.
 *
 * @throws {DamagedStoreError} when it is not a page of a tree, or not this one
 */
export function readLmdbPage(bytes: Buffer, number: number): LmdbPage {
  const fail = (what: string) => new DamagedStoreError(`page ${number} ${what}`);
  if (bytes.readBigUInt64LE(HEADER.number) !== BigInt(number)) throw fail('is another one');
  const kind = KINDS[bytes.readUInt16LE(HEADER.flags) & ~PASSING_FLAGS];
  if (kind === undefined) throw fail('is of no known kind');
  const [lower, upper] = [bytes.readUInt16LE(HEADER.lower), bytes.readUInt16LE(HEADER.upper)];
  if (lower === 0 || lower % 2 !== 0 || lower > upper || HEADER.end + upper > bytes.length) throw fail('is not whole');
  const nodes: LmdbNode[] = [];
  let used = 0;
  for (let at = HEADER.end; at < HEADER.end + lower; at += 2) {
    const place = bytes.readUInt16LE(at);
    const node = place < upper ? undefined : readNode(bytes, HEADER.end + place, kind === 'branch');
    if (node === undefined) throw fail(`has a node at ${place} that makes no sense`);
    used += node.bytes;
    nodes.push(node);
  }
  if (HEADER.end + upper + used !== bytes.length) throw fail('has nodes that lie over each other');
  return { number, kind, transaction: Number(bytes.readBigUInt64LE(HEADER.transaction)), nodes };
}

/** Where a big value lies. @throws {DamagedStoreError} when it does not fit the length of the value */
export function readBigReference(
  { value, valueBytes }: LmdbNode,
  pageBytes: number,
): { readonly page: number; readonly pages: number } {
  const [page, pages] = [Number(value.readBigUInt64LE(0)), Number(value.readBigUInt64LE(16))];
  if (pages !== Math.floor((HEADER.end - 1 + valueBytes) / pageBytes) + 1) {
    throw new DamagedStoreError(`a value of ${valueBytes} bytes is said to take ${pages} pages`);
  }
  return { page, pages };
}

/**
 * The bytes of a big value.
 *
 * @param bytes all of its pages
 * @throws {DamagedStoreError} when it does not begin at this page
 */
export function readBigValue(bytes: Buffer, number: number, valueBytes: number): Buffer {
  const isHere =
    bytes.readBigUInt64LE(HEADER.number) === BigInt(number) &&
    (bytes.readUInt16LE(HEADER.flags) & ~PASSING_FLAGS) === IS_OVERFLOW;
  if (!isHere || HEADER.end + valueBytes > bytes.length) {
    throw new DamagedStoreError(`page ${number} does not begin a big value`);
  }
  return bytes.subarray(HEADER.end, HEADER.end + valueBytes);
}

function readNode(page: Buffer, at: number, isBranch: boolean): LmdbNode | undefined {
  if (at + NODE_HEADER_BYTES > page.length) return undefined;
  const low = page.readUInt32LE(at);
  const flags = page.readUInt16LE(at + 4);
  const keyEnd = at + NODE_HEADER_BYTES + page.readUInt16LE(at + 6);
  if (keyEnd > page.length) return undefined;
  const keyFrom = at + NODE_HEADER_BYTES;
  if (isBranch) return new LmdbNode('branch', low + flags * 2 ** 32, 0, page, keyFrom, keyEnd, keyEnd);
  const kind = flags === NODE.inline ? 'inline' : flags === NODE.big ? 'big' : flags === NODE.tree ? 'tree' : undefined;
  const end = keyEnd + (kind === 'big' ? BIG_REFERENCE_BYTES : low);
  if (kind === undefined || end > page.length) return undefined;
  return new LmdbNode(kind, 0, low, page, keyFrom, keyEnd, end);
}
