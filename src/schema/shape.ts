import type { Issues } from './issues.js';
import type { JsonSchema, SchemaPlace } from './json-schema.js';
import type { Position } from './position.js';
import { resolveScalar, tagOf } from './yaml-scalar.js';
import type { YamlScalar, YamlValue } from './yaml-tree.js';

/** Where a value stands: its file's issues, and the keys that lead to it (`receivers[0].slack_configs[1].channel`). */
export interface Place {
  readonly issues: Issues;
  readonly path: string;
}

/** What a value prints as: plain YAML. `undefined` is left out. */
export type Printed =
  | string
  | number
  | boolean
  | null
  | undefined
  | readonly Printed[]
  | { readonly [key: string]: Printed }
  | Flow;

/** A list that is printed on one line. */
export class Flow {
  constructor(readonly items: readonly Printed[]) {}
}

/** How a value is read from YAML, and printed back. */
export interface Shape<T> {
  /** Reads a value that is not null. Tells what is wrong to the place's issues, and returns undefined then. */
  decode(value: YamlValue, place: Place): T | undefined;
  print(value: T): Printed;
  /** Whether Go's `omitempty` leaves the value out. */
  isEmpty(value: T): boolean;
  /** For editors: all that `decode` takes, and little more. */
  schema(place: SchemaPlace): JsonSchema;
}

export type Infer<S> = S extends Shape<infer T> ? T : never;

/** Tells an issue with the key that it is about. */
export function complain(value: { readonly position: Position }, { issues, path }: Place, message: string): undefined {
  issues.add(value.position, path === '' ? message : `${path}: ${message}`);
  return undefined;
}

const REMEDIES = new Map([
  ['a list', 'write [one, two], or a line with a dash for each'],
  ['a map', 'write key: value in a line for each'],
]);

/** What Go says of a value of another type. It is not shown: it may be a secret. */
export function wrongType(value: YamlValue, place: Place, wanted: string): undefined {
  const remedy = REMEDIES.get(wanted);
  return complain(
    value,
    place,
    `cannot unmarshal ${tagOf(value)} into ${wanted}${remedy === undefined ? '' : `; ${remedy}`}`,
  );
}

/** Go takes numbers and booleans for texts, too. */
export const TEXT: JsonSchema = { type: ['string', 'number', 'boolean'] };

/** A shape whose YAML is a scalar, whatever its type. */
export function scalar<T>(
  wanted: string,
  parse: (text: string, scalar: YamlScalar) => T,
  print: (value: T) => Printed,
  isEmpty: (value: T) => boolean = () => false,
  schema: JsonSchema = TEXT,
): Shape<T> {
  return {
    decode(value, place) {
      if (value.kind !== 'scalar') return wrongType(value, place, wanted);
      try {
        return parse(value.text, value);
      } catch (error) {
        return complain(value, place, error instanceof Error ? error.message : String(error));
      }
    },
    print,
    isEmpty,
    schema: () => schema,
  };
}

export const string: Shape<string> = scalar(
  'string',
  (text) => text,
  (value) => value,
  (value) => value === '',
);

export const boolean: Shape<boolean> = scalar(
  'bool',
  (_text, value) => {
    const resolved = resolveScalar(value);
    if (resolved.tag !== 'bool') throw notA('bool; write true or false', value);
    return resolved.value;
  },
  (value) => value,
  (value) => !value,
  { type: 'boolean' },
);

export const integer: Shape<number> = scalar(
  'int',
  (_text, value) => {
    const resolved = resolveScalar(value);
    const isWhole = resolved.tag === 'int' || (resolved.tag === 'float' && Number.isInteger(resolved.value));
    if (!isWhole) throw notA('int; write a whole number', value);
    return resolved.value;
  },
  (value) => value,
  (value) => value === 0,
  { type: 'integer' },
);

export const float: Shape<number> = scalar(
  'float64',
  (_text, value) => {
    const resolved = resolveScalar(value);
    if (resolved.tag !== 'int' && resolved.tag !== 'float') {
      throw notA('float64; write a number', value);
    }
    return resolved.value;
  },
  (value) => value,
  (value) => value === 0,
  { type: 'number' },
);

/** Shows the beginning of the value, as Go does: where a number or a switch is due, nobody writes a secret. */
function notA(wanted: string, value: YamlScalar): Error {
  const shown = value.text.length > 10 ? `${value.text.slice(0, 7)}...` : value.text;
  return new Error(`cannot unmarshal ${tagOf(value)} \`${shown}\` into ${wanted}`);
}
