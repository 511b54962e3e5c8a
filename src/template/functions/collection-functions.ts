import { GoError, type GoFunction } from '../engine/go-function.js';
import { ANY, ANY_SLICE } from '../engine/go-type.js';
import { anyMap, anySlice, GoSlice, type GoValue } from '../engine/go-value.js';
import { appendedCapacity } from '../engine/json-value.js';

/** Elements that a list may have: a template that doubles one must end. */
const ITEMS_MAX = 1_000_000;

/** `list`, `append` and `dict`. */
export const COLLECTION_FUNCTIONS: Readonly<Record<string, GoFunction>> = {
  list: { params: [ANY], variadic: true, call: (args) => anySlice(args) },
  append: { params: [ANY_SLICE, ANY], variadic: true, call: ([list, ...more]) => append(list, more) },
  dict: { params: [ANY], variadic: true, call: dict },
};

/** The list that is appended to stays as it is. */
function append(list: GoValue, more: readonly GoValue[]): GoValue {
  const items = list instanceof GoSlice ? [...list.items, ...more] : more;
  if (items.length > ITEMS_MAX) throw new GoError(`list longer than ${ITEMS_MAX} elements`);
  return anySlice(items, appendedCapacity(items.length));
}

function dict(args: readonly GoValue[]): GoValue {
  if (args.length % 2 !== 0) throw new GoError('dict requires an even number of arguments');
  const entries = new Map<string, GoValue>();
  for (let at = 0; at < args.length; at += 2) {
    const key = args[at];
    if (typeof key !== 'string') throw new GoError('dict keys must be strings');
    entries.set(key, args[at + 1]);
  }
  return anyMap(entries);
}
