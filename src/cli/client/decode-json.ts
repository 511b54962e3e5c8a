import type { Moment } from '../../template/go-time/format-time.js';
import { parseTime } from '../../template/go-time/parse-time.js';
import type { Labels, Text } from './models.js';

/** Reads a part of a JSON value; `where` names it in errors. Absent and null are alike, as Go's decoder has it. */
export type Decode<T> = (value: unknown, where: string) => T;

const RFC3339 = '2006-01-02T15:04:05Z07:00';

/** A member of an object; undefined where there is none. @throws {Error} when the value is no object */
export function member(value: unknown, where: string, name: string): unknown {
  const object = objectOf(value, where);
  return object === null ? undefined : Object.getOwnPropertyDescriptor(object, name)?.value;
}

export const text: Decode<Text> = (value, where) => {
  if (value === undefined || value === null) return null;
  if (typeof value !== 'string') throw wrongType(value, where, 'string');
  return value;
};

export const boolean: Decode<boolean | null> = (value, where) => {
  if (value === undefined || value === null) return null;
  if (typeof value !== 'boolean') throw wrongType(value, where, 'bool');
  return value;
};

export const moment: Decode<Moment | null> = (value, where) => {
  const written = text(value, where);
  return written === null ? null : parseTime(RFC3339, written);
};

export const labels: Decode<Labels> = (value, where) => {
  const object = objectOf(value, where);
  if (object === null) return null;
  return Object.fromEntries(Object.entries(object).map(([name, item]) => [name, text(item, where) ?? '']));
};

/** An object that may be null as a whole. */
export function nullable<T>(decode: Decode<T>): Decode<T | null> {
  return (value, where) => (objectOf(value, where) === null ? null : decode(value, where));
}

export function list<T>(decode: Decode<T>): Decode<readonly T[] | null> {
  return (value, where) => {
    if (value === undefined || value === null) return null;
    if (!Array.isArray(value)) throw wrongType(value, where, 'list');
    return value.map((item: unknown) => decode(item, where));
  };
}

function objectOf(value: unknown, where: string): object | null {
  if (value === undefined || value === null) return null;
  if (typeof value !== 'object' || Array.isArray(value)) throw wrongType(value, where, 'object');
  return value;
}

function wrongType(value: unknown, where: string, wanted: string): Error {
  return new Error(`json: cannot unmarshal ${kindOf(value)} into ${where} of type ${wanted}`);
}

/** As encoding/json names it. */
function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  return typeof value === 'boolean' ? 'bool' : typeof value;
}
