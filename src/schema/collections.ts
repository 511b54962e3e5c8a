import { orNull } from './json-schema.js';
import { complain, type Place, type Printed, type Shape, wrongType } from './shape.js';
import { isNull, resolveScalar } from './yaml-scalar.js';
import type { YamlValue } from './yaml-tree.js';

/** @param onNull what a null item becomes; without it, null is the item's zero value as in Go: it is refused */
export function list<T>(
  item: Shape<T>,
  onNull?: (value: YamlValue, place: Place) => T | undefined,
): Shape<readonly T[]> {
  const decodeNull = onNull ?? ((value, place) => complain(value, place, 'must not be null'));
  return {
    decode(value, place) {
      if (value.kind !== 'list') return wrongType(value, place, 'a list');
      const before = place.issues.count;
      const items: T[] = [];
      for (const [at, child] of value.items.entries()) {
        const itemPlace = { ...place, path: `${place.path}[${at}]` };
        const decoded = isNull(child) ? decodeNull(child, itemPlace) : item.decode(child, itemPlace);
        if (decoded !== undefined) items.push(decoded);
      }
      return place.issues.count === before ? items : undefined;
    },
    print: (items) => items.map((value) => item.print(value)),
    isEmpty: (items) => items.length === 0,
    schema(place) {
      const schema = item.schema(place.item());
      return { type: 'array', items: onNull === undefined ? schema : orNull(schema) };
    },
  };
}

/** Any keys. A null value is left to `onNull`, which makes the zero value of Go's type. */
export function map<T>(
  item: Shape<T>,
  onNull?: (value: YamlValue, place: Place, key: string) => T | undefined,
): Shape<Readonly<Record<string, T>>> {
  return {
    decode(value, place) {
      if (value.kind !== 'map') return wrongType(value, place, 'a map');
      const before = place.issues.count;
      const entries: [string, T][] = [];
      const seen = new Set<string>();
      for (const { key, value: child } of value.entries) {
        const childPlace = { ...place, path: `${place.path}.${key.text}` };
        if (seen.has(key.text)) complain(key, place, `key "${key.text}" already set in map`);
        seen.add(key.text);
        const decoded =
          isNull(child) && onNull !== undefined ? onNull(child, childPlace, key.text) : item.decode(child, childPlace);
        if (decoded !== undefined) entries.push([key.text, decoded]);
      }
      return place.issues.count === before ? Object.fromEntries(entries) : undefined;
    },
    print: (entries) =>
      Object.fromEntries(
        Object.entries(entries)
          .toSorted(([a], [b]) => (a < b ? -1 : 1))
          .map(([key, value]) => [key, item.print(value)]),
      ),
    isEmpty: (entries) => Object.keys(entries).length === 0,
    schema(place) {
      const schema = item.schema(place.key('*'));
      return { type: 'object', additionalProperties: onNull === undefined ? schema : orNull(schema) };
    },
  };
}

/** Any YAML, as Go decodes it into `interface{}`. */
export type AnyValue = string | number | boolean | null | readonly AnyValue[] | { readonly [key: string]: AnyValue };

export const any: Shape<AnyValue> = {
  decode: (value) => plain(value),
  print: (value) => value as Printed,
  isEmpty: (value) => value === null,
  schema: () => ({}),
};

function plain(value: YamlValue): AnyValue {
  switch (value.kind) {
    case 'list':
      return value.items.map(plain);
    case 'map':
      return Object.fromEntries(value.entries.map(({ key, value: child }) => [key.text, plain(child)]));
    case 'scalar': {
      const resolved = resolveScalar(value);
      return resolved.tag === 'null' ? null : resolved.value;
    }
  }
}
