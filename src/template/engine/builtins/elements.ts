import { GoError, type GoFunction } from '../go-function.js';
import { sliceBytes, toBytes } from '../go-string.js';
import { ANY, REFLECT_VALUE, UINT8 } from '../go-type.js';
import {
  GoBasic,
  GoMap,
  GoSlice,
  type GoValue,
  indirect,
  integerOf,
  lengthOf,
  stringOf,
  typeOf,
  unwrap,
  zeroOf,
} from '../go-value.js';

/** `len`, `index` and `slice`; strings are counted in bytes. */
export const ELEMENTS: Readonly<Record<string, GoFunction>> = {
  len: { params: [REFLECT_VALUE], call: ([value]) => length(value) },
  index: { params: [REFLECT_VALUE, REFLECT_VALUE], variadic: true, call: ([item, ...indexes]) => index(item, indexes) },
  slice: { params: [REFLECT_VALUE, REFLECT_VALUE], variadic: true, call: ([item, ...indexes]) => slice(item, indexes) },
};

function length(given: GoValue): bigint {
  const { value, isNil } = indirect(given);
  if (isNil) throw new GoError('len of nil pointer');
  if (value === undefined) throw new GoError('reflect: call of reflect.Value.Type on zero Value');
  const length = lengthOf(value);
  if (length === undefined) throw new GoError(`len of type ${typeOf(value).name}`);
  return BigInt(length);
}

/** `item[i][j]...` */
function index(given: GoValue, indexes: readonly GoValue[]): GoValue {
  let item = unwrap(given);
  if (item === undefined) throw new GoError('index of untyped nil');
  for (const at of indexes) {
    const { value, isNil } = indirect(item);
    if (isNil || value === undefined) throw new GoError('index of nil pointer');
    item = element(value, unwrap(at));
  }
  return item;
}

function element(item: Exclude<GoValue, undefined>, at: GoValue): GoValue {
  if (item instanceof GoMap) return item.get(mapKey(at)) ?? zeroOf(item.type.elem ?? ANY);
  const text = stringOf(item);
  const size = lengthOf(item);
  if (size === undefined) throw new GoError(`can't index item of type ${typeOf(item).name}`);
  const position = positionOf(at, size);
  if (text !== undefined) {
    if (position === size) throw new GoError('reflect: string index out of range');
    return new GoBasic(UINT8, BigInt(toBytes(text)[position] ?? 0));
  }
  if (position === size) throw new GoError('reflect: slice index out of range');
  return item instanceof GoSlice ? item.at(position) : undefined;
}

function mapKey(at: GoValue): string {
  if (at === undefined) throw new GoError('value is nil; should be of type string');
  if (typeof at === 'string') return at;
  throw new GoError(`value has type ${typeOf(at).name}; should be string`);
}

/** `item[i:j:k]` */
function slice(given: GoValue, indexes: readonly GoValue[]): GoValue {
  const item = unwrap(given);
  if (item === undefined) throw new GoError('slice of untyped nil');
  if (indexes.length > 3) throw new GoError(`too many slice indexes: ${indexes.length}`);
  const text = stringOf(item);
  if (text !== undefined && indexes.length === 3) throw new GoError('cannot 3-index slice a string');
  if (text === undefined && !(item instanceof GoSlice)) {
    throw new GoError(`can't slice item of type ${typeOf(item).name}`);
  }
  const size = lengthOf(item) ?? 0;
  const capacity = item instanceof GoSlice ? item.capacity : size;
  const [from = 0, to = size, max = capacity] = indexes.map((at) => positionOf(unwrap(at), capacity));
  if (from > to) throw new GoError(`invalid slice index: ${from} > ${to}`);
  if (to > max) throw new GoError(`invalid slice index: ${to} > ${max}`);
  if (item instanceof GoSlice) return subSlice(item, from, to, max);
  const part = sliceBytes(text ?? '', from, to);
  return item instanceof GoBasic ? new GoBasic(item.type, part) : part;
}

/** Beyond its length and up to its capacity a slice holds zeros. */
function subSlice(item: GoSlice, from: number, to: number, max: number): GoSlice {
  const items = item.items.slice(from, to);
  const { elem } = item.type;
  while (items.length < to - from) items.push(elem === undefined || elem === ANY ? undefined : zeroOf(elem));
  return new GoSlice(item.type, items, item.isNil, max - from);
}

function positionOf(at: GoValue, capacity: number): number {
  if (at === undefined) throw new GoError('cannot index slice/array with nil');
  const position = integerOf(at);
  if (position === undefined) throw new GoError(`cannot index slice/array with type ${typeOf(at).name}`);
  if (position < 0n || position > BigInt(capacity)) throw new GoError(`index out of range: ${position}`);
  return Number(position);
}
