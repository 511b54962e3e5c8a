import { goString } from './go-string.js';
import { anyMap, anySlice, type GoValue } from './go-value.js';

/** What `encoding/json` decodes into an `interface {}`: every number is a float64. */
export function jsonValue(json: unknown): GoValue {
  if (json === null || json === undefined) return undefined;
  if (typeof json === 'string') return goString(json);
  if (typeof json === 'number' || typeof json === 'boolean') return json;
  if (Array.isArray(json)) return anySlice(json.map(jsonValue), appendedCapacity(json.length));
  return anyMap(Object.entries(json).map(([key, value]) => [goString(key), jsonValue(value)]));
}

/** The capacity that a list has that was appended to one by one: it doubles. */
export function appendedCapacity(length: number): number {
  let capacity = length === 0 ? 0 : 1;
  while (capacity < length) capacity *= 2;
  return capacity;
}
