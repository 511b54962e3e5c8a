import { fingerprint } from './fingerprint.js';
import type { TextPool } from './text-pool.js';

/** An immutable set of labels, sorted by name as Go sorts: by the bytes of UTF-8. */
export class LabelSet {
  static readonly EMPTY = new LabelSet([], []);

  #fingerprint: string | undefined;

  private constructor(
    readonly names: readonly string[],
    readonly values: readonly string[],
  ) {}

  /** Takes a plain object; an own key `__proto__` is a label like any other. */
  static of(labels: Readonly<Record<string, string>>): LabelSet {
    return LabelSet.from(Object.entries(labels));
  }

  /** Takes name and value pairs in any order; each name once. */
  static from(entries: Iterable<readonly [name: string, value: string]>): LabelSet {
    const names: string[] = [];
    const values: string[] = [];
    for (const [name, value] of entries) {
      names.push(name);
      values.push(value);
    }
    return LabelSet.ofColumns(names, values);
  }

  /** Takes names, each once, in any order, and at the same places their values. Both lists belong to the set from now on. */
  static ofColumns(names: readonly string[], values: readonly string[]): LabelSet {
    if (names.length === 0) return LabelSet.EMPTY;
    if (isSorted(names)) return new LabelSet(names, values);
    const places = names.map((_, at) => at).sort((a, b) => compareBytes(names[a] ?? '', names[b] ?? ''));
    return new LabelSet(
      places.map((at) => names[at] ?? ''),
      places.map((at) => values[at] ?? ''),
    );
  }

  get size(): number {
    return this.names.length;
  }

  /** The identity of the set: 64-bit FNV-1a, 16 lower-case hex digits (Alertmanager's fingerprint). */
  get fingerprint(): string {
    this.#fingerprint ??= fingerprint(this.names, this.values);
    return this.#fingerprint;
  }

  get(name: string): string | undefined {
    const at = this.names.indexOf(name);
    return at < 0 ? undefined : this.values[at];
  }

  has(name: string): boolean {
    return this.names.includes(name);
  }

  *[Symbol.iterator](): IterableIterator<[name: string, value: string]> {
    for (let i = 0; i < this.names.length; i++) yield [this.names[i] as string, this.values[i] as string];
  }

  /** In the same order, so nothing is sorted again. */
  filter(keep: (name: string, value: string) => boolean): LabelSet {
    const names: string[] = [];
    const values: string[] = [];
    for (let i = 0; i < this.names.length; i++) {
      const name = this.names[i] as string;
      const value = this.values[i] as string;
      if (!keep(name, value)) continue;
      names.push(name);
      values.push(value);
    }
    if (names.length === this.size) return this;
    return names.length === 0 ? LabelSet.EMPTY : new LabelSet(names, values);
  }

  /** The same set, of texts that it shares with others. */
  pooled(pool: TextPool): LabelSet {
    if (this.size === 0) return this;
    const set = new LabelSet(
      pool.names(this.names),
      this.values.map((value) => pool.text(value)),
    );
    set.#fingerprint = this.#fingerprint;
    return set;
  }

  equals(other: LabelSet): boolean {
    if (this === other) return true;
    if (this.size !== other.size) return false;
    for (let i = 0; i < this.names.length; i++) {
      if (this.names[i] !== other.names[i] || this.values[i] !== other.values[i]) return false;
    }
    return true;
  }

  /** A plain object without a prototype, in sorted order. */
  toJSON(): Record<string, string> {
    const plain: Record<string, string> = Object.create(null);
    for (const [name, value] of this) plain[name] = value;
    return plain;
  }
}

function isSorted(names: readonly string[]): boolean {
  for (let i = 1; i < names.length; i++) {
    if (compareBytes(names[i - 1] ?? '', names[i] ?? '') > 0) return false;
  }
  return true;
}

/** Compares as UTF-8 bytes would; UTF-16 order differs only where surrogates meet U+E000 to U+FFFF. */
export function compareBytes(a: string, b: string): number {
  if (a === b) return 0;
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) return order(x) - order(y);
  }
  return a.length - b.length;
}

/** Lifts surrogates above the rest of the basic plane, where their code points belong. */
function order(codeUnit: number): number {
  if (codeUnit < 0xd800) return codeUnit;
  return codeUnit <= 0xdfff ? codeUnit + 0x2000 : codeUnit - 0x800;
}
