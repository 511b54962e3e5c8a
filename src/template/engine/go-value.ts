import { byteLength } from './go-string.js';
import {
  ANY,
  ANY_MAP,
  ANY_SLICE,
  BOOL,
  COMPLEX128,
  FLOAT64,
  type GoObject,
  type GoType,
  type GoValue,
  INT,
  STRING,
  STRING_SLICE,
} from './go-type.js';

export type { GoObject, GoValue };

/** A value of a basic kind that has a type of its own: time.Month, template.HTML, uint8. */
export class GoBasic implements GoObject {
  constructor(
    readonly type: GoType,
    readonly value: string | boolean | number | bigint,
  ) {}
}

export class GoComplex implements GoObject {
  readonly type = COMPLEX128;

  constructor(
    readonly re: number,
    readonly im: number,
  ) {}
}

export class GoSlice implements GoObject {
  /** @param capacity as Go's `cap`: `slice` may reach up to it */
  constructor(
    readonly type: GoType,
    readonly items: readonly GoValue[],
    readonly isNil = false,
    readonly capacity = items.length,
  ) {}

  /** The element as Go's reflection gives it: an element of type `interface {}` is still wrapped in it. */
  at(index: number): GoValue {
    const item = this.items[index];
    return this.type.elem === ANY ? new GoInterface(item) : item;
  }
}

/** A map keyed by strings, kept in the order in which Go's `range` visits it: by the bytes of the keys. */
export class GoMap implements GoObject {
  #index: Map<string, number> | undefined;

  constructor(
    readonly type: GoType,
    readonly keys: readonly string[],
    readonly values: readonly GoValue[],
    readonly isNil = false,
  ) {}

  /** The element as reflection gives it; undefined where the key is missing. */
  get(key: string): GoValue {
    const at = this.#indexOf(key);
    return at < 0 ? undefined : this.at(at);
  }

  at(index: number): GoValue {
    const value = this.values[index];
    return this.type.elem === ANY ? new GoInterface(value) : value;
  }

  #indexOf(key: string): number {
    if (this.keys.length < 16) return this.keys.indexOf(key);
    this.#index ??= new Map(this.keys.map((name, at) => [name, at]));
    return this.#index.get(key) ?? -1;
  }
}

export class GoStruct implements GoObject {
  readonly #fields: readonly GoValue[];

  constructor(
    readonly type: GoType,
    fields: readonly GoValue[],
  ) {
    this.#fields = fields;
  }

  get fields(): readonly GoValue[] {
    return this.#fields;
  }

  /** Whether `==` holds; both are of one comparable type. */
  equals(other: GoStruct): boolean {
    return this.fields.every((field, at) => isIdentical(field, other.fields[at]));
  }
}

export class GoPointer implements GoObject {
  /** @param target undefined for nil */
  constructor(
    readonly type: GoType,
    readonly target: GoValue,
  ) {}
}

/** A value held in an `interface {}`: an element of a list or map of any. */
export class GoInterface implements GoObject {
  readonly type = ANY;

  constructor(readonly inner: GoValue) {}
}

/** The type of a valid value. */
export function typeOf(value: Exclude<GoValue, undefined>): GoType {
  switch (typeof value) {
    case 'string':
      return STRING;
    case 'boolean':
      return BOOL;
    case 'number':
      return FLOAT64;
    case 'bigint':
      return INT;
    default:
      return value.type;
  }
}

/** What an interface holds, or the value itself. */
export function unwrap(value: GoValue): GoValue {
  return value instanceof GoInterface ? value.inner : value;
}

/** Follows pointers and interfaces to their end. */
export function indirect(value: GoValue): { value: GoValue; isNil: boolean } {
  let current = value;
  while (current instanceof GoPointer || current instanceof GoInterface) {
    const next = current instanceof GoPointer ? current.target : current.inner;
    if (next === undefined) return { value: current, isNil: true };
    current = next;
  }
  return { value: current, isNil: false };
}

/** Go's notion of truth: not the zero of its type; a struct is always true. */
export function isTrue(value: GoValue): boolean {
  if (value === undefined) return false;
  if (typeof value !== 'object') return Boolean(value) || (typeof value === 'number' && Number.isNaN(value));
  if (value instanceof GoBasic) return isTrue(value.value);
  if (value instanceof GoSlice) return value.items.length > 0;
  if (value instanceof GoMap) return value.keys.length > 0;
  if (value instanceof GoPointer) return value.target !== undefined;
  if (value instanceof GoInterface) return value.inner !== undefined;
  if (value instanceof GoComplex) return value.re !== 0 || value.im !== 0;
  return true;
}

/** The zero value of a type. */
export function zeroOf(type: GoType): GoValue {
  switch (type.kind) {
    case 'string':
      return type === STRING ? '' : new GoBasic(type, '');
    case 'bool':
      return type === BOOL ? false : new GoBasic(type, false);
    case 'float64':
      return type === FLOAT64 ? 0 : new GoBasic(type, 0);
    case 'complex128':
      return new GoComplex(0, 0);
    case 'slice':
      return new GoSlice(type, [], true);
    case 'map':
      return new GoMap(type, [], [], true);
    case 'ptr':
      return new GoPointer(type, undefined);
    case 'struct':
      return new GoStruct(
        type,
        type.fields.map((field) => zeroOf(field.type)),
      );
    case 'interface':
      return new GoInterface(undefined);
    default:
      return type === INT ? 0n : new GoBasic(type, 0n);
  }
}

/** Go's `==` for two valid values of comparable types. */
export function isIdentical(a: GoValue, b: GoValue): boolean {
  const left = unwrap(a);
  const right = unwrap(b);
  if (left === undefined || right === undefined) return left === right;
  if (typeOf(left) !== typeOf(right)) return false;
  if (left instanceof GoBasic && right instanceof GoBasic) return left.value === right.value;
  if (left instanceof GoComplex && right instanceof GoComplex) return left.re === right.re && left.im === right.im;
  if (left instanceof GoStruct && right instanceof GoStruct) return left.equals(right);
  if (left instanceof GoPointer && right instanceof GoPointer) return left.target === right.target;
  return left === right;
}

/** Go's `len`, of what has one. */
export function lengthOf(value: GoValue): number | undefined {
  if (typeof value === 'string') return byteLength(value);
  if (value instanceof GoSlice) return value.items.length;
  if (value instanceof GoMap) return value.keys.length;
  if (value instanceof GoBasic && typeof value.value === 'string') return byteLength(value.value);
  return undefined;
}

/** The text of a string of any string type. */
export function stringOf(value: GoValue): string | undefined {
  if (typeof value === 'string') return value;
  return value instanceof GoBasic && typeof value.value === 'string' ? value.value : undefined;
}

/** The number of an integer of any integer type. */
export function integerOf(value: GoValue): bigint | undefined {
  if (typeof value === 'bigint') return value;
  return value instanceof GoBasic && typeof value.value === 'bigint' ? value.value : undefined;
}

export function anySlice(items: readonly GoValue[], capacity = items.length): GoSlice {
  return new GoSlice(ANY_SLICE, items, false, capacity);
}

/** `map[string]interface {}` of entries with different keys, in any order. */
export function anyMap(entries: Iterable<readonly [string, GoValue]>): GoMap {
  const sorted = [...entries].sort(([a], [b]) => compareKeys(a, b));
  return new GoMap(
    ANY_MAP,
    sorted.map(([key]) => key),
    sorted.map(([, value]) => value),
  );
}

export function stringSlice(items: readonly string[]): GoSlice {
  return new GoSlice(STRING_SLICE, items);
}

/** Compares as the bytes of UTF-8 would: UTF-16 order puts surrogates below U+E000. */
export function compareKeys(a: string, b: string): number {
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) return rank(x) - rank(y);
  }
  return a.length - b.length;
}

function rank(unit: number): number {
  if (unit < 0xd800) return unit;
  return unit <= 0xdfff ? unit + 0x2000 : unit - 0x800;
}
