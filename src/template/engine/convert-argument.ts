import { ANY, canBeNil, type GoType, isAssignable, REFLECT_VALUE } from './go-type.js';
import { GoPointer, type GoValue, typeOf, unwrap, zeroOf } from './go-value.js';

/** A value as a parameter wants it, or Go's complaint. */
export type Converted = { readonly value: GoValue; readonly error?: undefined } | { readonly error: string };

/** Takes a value as a parameter of a type, if Go allows it to be assigned: as it is, out of an interface, or behind a pointer. */
export function convertArgument(given: GoValue, type: GoType | undefined): Converted {
  if (type === undefined || type === REFLECT_VALUE) return { value: given };
  if (type === ANY) return { value: unwrap(given) };
  if (given === undefined) {
    return canBeNil(type) ? { value: nilOf(type) } : { error: `invalid value; expected ${type.name}` };
  }
  if (isAssignable(typeOf(given), type)) return { value: given };
  const value = unwrap(given) ?? given;
  if (isAssignable(typeOf(value), type)) return { value };
  if (value instanceof GoPointer && value.type.elem !== undefined && isAssignable(value.type.elem, type)) {
    if (value.target === undefined) return { error: `dereference of nil pointer of type ${type.name}` };
    return { value: value.target };
  }
  return { error: `wrong type for value; expected ${type.name}; got ${typeOf(value).name}` };
}

/** What nil is as a value of a type that can be nil. */
export function nilOf(type: GoType): GoValue {
  return type === ANY ? undefined : zeroOf(type);
}
