import { sprint } from '../fmt/print.js';
import { sprintf } from '../fmt/printf.js';
import { GoError, type GoFunction } from '../go-function.js';
import { isComparable, REFLECT_VALUE } from '../go-type.js';
import {
  compareKeys,
  GoBasic,
  GoComplex,
  GoMap,
  GoPointer,
  GoSlice,
  type GoValue,
  isIdentical,
  typeOf,
  unwrap,
} from '../go-value.js';

type BasicKind = 'bool' | 'int' | 'uint' | 'float' | 'string' | 'complex' | 'invalid';

/** The comparisons of Go's templates. Both sides need the same basic kind; a signed and an unsigned integer compare. */
export const COMPARISONS: Readonly<Record<string, GoFunction>> = {
  eq: { params: [REFLECT_VALUE, REFLECT_VALUE], variadic: true, call: ([left, ...rights]) => equalsAny(left, rights) },
  ne: binary((left, right) => !equalsAny(left, [right])),
  lt: binary(isLess),
  le: binary((left, right) => isLess(left, right) || equalsAny(left, [right])),
  gt: binary((left, right) => !isLess(left, right) && !equalsAny(left, [right])),
  ge: binary((left, right) => !isLess(left, right)),
};

function binary(test: (left: GoValue, right: GoValue) => boolean): GoFunction {
  return { params: [REFLECT_VALUE, REFLECT_VALUE], call: ([left, right]) => test(left, right) };
}

/** `left == right || left == other || ...` */
function equalsAny(given: GoValue, rights: readonly GoValue[]): boolean {
  if (rights.length === 0) throw new GoError('missing argument for comparison');
  const left = unwrap(given);
  return rights.some((right) => equals(left, unwrap(right)));
}

function equals(left: GoValue, right: GoValue): boolean {
  const leftKind = basicKind(left);
  const rightKind = basicKind(right);
  if (leftKind !== rightKind) {
    if (isIntegerKind(leftKind) && isIntegerKind(rightKind)) return plain(left) === plain(right);
    if (left !== undefined && right !== undefined) throw incompatible(left, right);
    return false;
  }
  if (leftKind === 'complex') return isIdentical(left, right);
  if (leftKind !== 'invalid') return plain(left) === plain(right);
  return equalsComposite(left, right);
}

function equalsComposite(left: GoValue, right: GoValue): boolean {
  if (left !== undefined && right !== undefined && typeOf(left).kind !== typeOf(right).kind) {
    const types = `${sprint([left])}: ${typeOf(left).name}, ${typeOf(right).name}: ${sprint([right])}`;
    throw new GoError(`non-comparable types ${types}`);
  }
  if (isNil(left) || isNil(right)) return isNil(left) === isNil(right);
  if (right !== undefined && !isComparable(typeOf(right))) {
    throw new GoError(`non-comparable type ${sprintf('%s', [right])}: ${typeOf(right).name}`);
  }
  return isIdentical(left, right);
}

function isLess(givenLeft: GoValue, givenRight: GoValue): boolean {
  const left = unwrap(givenLeft);
  const right = unwrap(givenRight);
  const leftKind = basicKind(left);
  const rightKind = basicKind(right);
  if (left === undefined || right === undefined || leftKind === 'invalid' || rightKind === 'invalid') {
    throw new GoError('invalid type for comparison');
  }
  if (leftKind !== rightKind && !(isIntegerKind(leftKind) && isIntegerKind(rightKind))) throw incompatible(left, right);
  const x = plain(left);
  const y = plain(right);
  if (typeof x === 'string' && typeof y === 'string') return compareKeys(x, y) < 0;
  if (typeof x === 'number' && typeof y === 'number') return x < y;
  if (typeof x === 'bigint' && typeof y === 'bigint') return x < y;
  throw new GoError('invalid type for comparison');
}

function basicKind(value: GoValue): BasicKind {
  const basic = plain(value);
  switch (typeof basic) {
    case 'string':
      return 'string';
    case 'boolean':
      return 'bool';
    case 'number':
      return 'float';
    case 'bigint':
      return value instanceof GoBasic && value.type.kind.startsWith('uint') ? 'uint' : 'int';
    default:
      return value instanceof GoComplex ? 'complex' : 'invalid';
  }
}

function plain(value: GoValue): string | boolean | number | bigint | undefined {
  if (value instanceof GoBasic) return value.value;
  return typeof value === 'object' ? undefined : value;
}

function isIntegerKind(kind: BasicKind): boolean {
  return kind === 'int' || kind === 'uint';
}

function isNil(value: GoValue): boolean {
  if (value instanceof GoSlice || value instanceof GoMap) return value.isNil;
  return value === undefined || (value instanceof GoPointer && value.target === undefined);
}

function incompatible(left: Exclude<GoValue, undefined>, right: Exclude<GoValue, undefined>): GoError {
  return new GoError(`incompatible types for comparison: ${typeOf(left).name} and ${typeOf(right).name}`);
}
