import { sprint } from './fmt/print.js';
import { GoPointer, type GoValue, indirect, unwrap } from './go-value.js';

/** What an action writes for a value: pointers are followed, and no value has its own words. */
export function printed(value: GoValue): string {
  return sprint([printable(value)]);
}

/** The text of the arguments of `html`, `js` and `urlquery`: each is taken as an action would print it. */
export function printedAll(args: readonly GoValue[]): string {
  return sprint(args.map((arg) => printable(unwrap(arg))));
}

function printable(value: GoValue): GoValue {
  if (value === undefined) return '<no value>';
  // A pointer is followed, unless it is the pointer that knows its own text.
  return value instanceof GoPointer && !value.type.methods.has('String') ? indirect(value).value : value;
}
