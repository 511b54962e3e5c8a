import { type JsonSchema, orNull } from './json-schema.js';
import { nearest } from './nearest.js';
import { complain, type Infer, type Place, type Printed, type Shape, wrongType } from './shape.js';
import { isNull } from './yaml-scalar.js';
import type { YamlEntry, YamlMap, YamlValue } from './yaml-tree.js';

/** A key of a struct. */
export interface Field<T> {
  readonly key: string;
  readonly shape: Shape<NonNullable<T>>;
  /** What an absent or null key stands for; undefined: nothing. */
  readonly fallback: T;
  /** Printed even where it is empty. */
  readonly isAlwaysPrinted: boolean;
}

type Fields = Readonly<Record<string, Field<unknown>>>;

export type StructOf<F extends Fields> = { readonly [K in keyof F]: F[K] extends Field<infer T> ? T : never };

/** Tells what is wrong with a struct as a whole; `key` names the line to point at. */
export type Complain = (message: string, key?: string) => void;

/** A key that may be absent. */
export function optional<S extends Shape<unknown>>(key: string, shape: S): Field<Infer<S> | undefined> {
  return { key, shape: shape as Shape<NonNullable<Infer<S>>>, fallback: undefined, isAlwaysPrinted: false };
}

/** A key with a default. */
export function field<S extends Shape<unknown>>(
  key: string,
  shape: S,
  fallback: NoInfer<Infer<S>>,
  print: 'always' | 'unless empty' = 'unless empty',
): Field<Infer<S>> {
  return { key, shape: shape as Shape<NonNullable<Infer<S>>>, fallback, isAlwaysPrinted: print === 'always' };
}

/** A map with known keys alone: any other, and one that comes twice, is refused. */
export function struct<F extends Fields>(
  type: string,
  fields: F,
  check: (value: StructOf<F>, complain: Complain) => void = () => {},
): Shape<StructOf<F>> {
  const known = new Map(Object.entries(fields).map(([name, { key }]) => [key, name]));
  return {
    decode(value, place) {
      if (value.kind !== 'map') return wrongType(value, place, type);
      const before = place.issues.count;
      const entries = entriesByKey(value, place, type, [...known.keys()]);
      const decoded: Record<string, unknown> = {};
      for (const [name, { key, shape, fallback }] of Object.entries(fields)) {
        const entry = entries.get(key)?.value;
        const childPlace = { ...place, path: place.path === '' ? key : `${place.path}.${key}` };
        decoded[name] = entry === undefined || isNull(entry) ? fallback : shape.decode(entry, childPlace);
      }
      // Checks of the whole see decoded values only.
      if (place.issues.count > before) return undefined;
      const result = decoded as StructOf<F>;
      check(result, (message, key) => complain(at(value, entries, key), place, message));
      return place.issues.count > before ? undefined : result;
    },
    print(value) {
      const printed: Record<string, Printed> = {};
      for (const [name, { key, shape, isAlwaysPrinted }] of Object.entries(fields)) {
        const child = (value as Readonly<Record<string, unknown>>)[name];
        if (child === undefined || child === null) continue;
        if (isAlwaysPrinted || !shape.isEmpty(child)) printed[key] = shape.print(child);
      }
      return printed;
    },
    // Go never leaves a struct out.
    isEmpty: () => false,
    schema(place) {
      const properties: Record<string, JsonSchema> = {};
      for (const { key, shape, fallback } of Object.values(fields)) {
        const child = place.key(key);
        properties[key] = { ...child.describe(), ...defaultOf(shape, fallback), ...orNull(shape.schema(child)) };
      }
      return { type: 'object', additionalProperties: false, properties };
    },
  };
}

/** The value of a struct when nothing is written. */
export function defaultsOf<T>(shape: Shape<T>, place: Place): T {
  const empty: YamlMap = { kind: 'map', entries: [], position: { line: 1, column: 1 } };
  const value = shape.decode(empty, place);
  if (value === undefined) throw new Error(`${place.path}: has no valid default`);
  return value;
}

/** Shown for plain values; what a whole block falls back to is shown by its own keys. */
function defaultOf(shape: Shape<unknown>, fallback: unknown): { readonly default?: unknown } {
  if (fallback === undefined || shape.isEmpty(fallback)) return {};
  const printed = shape.print(fallback);
  return typeof printed === 'object' ? {} : { default: printed };
}

function entriesByKey(value: YamlMap, place: Place, type: string, known: readonly string[]): Map<string, YamlEntry> {
  const entries = new Map<string, YamlEntry>();
  for (const entry of value.entries) {
    const { text } = entry.key;
    if (!known.includes(text)) {
      const guess = nearest(text, known);
      const hint = guess === undefined ? '' : `; did you mean "${guess}"?`;
      complain(entry.key, place, `field ${text} not found in type ${type}${hint}`);
    } else if (entries.has(text)) {
      complain(entry.key, place, `field ${text} already set in type ${type}`);
    }
    entries.set(text, entry);
  }
  return entries;
}

function at(
  value: YamlValue,
  entries: ReadonlyMap<string, YamlEntry>,
  key: string | undefined,
): Pick<YamlValue, 'position'> {
  return (key === undefined ? undefined : entries.get(key)?.key) ?? value;
}
