import { Output } from '../engine/fmt/output.js';
import { GoBoundError, GoError } from '../engine/go-function.js';
import { escapedByte } from '../engine/go-string.js';
import {
  GoBasic,
  GoComplex,
  GoInterface,
  GoMap,
  type GoObject,
  GoPointer,
  GoSlice,
  GoStruct,
  type GoValue,
} from '../engine/go-value.js';
import { formatTime } from '../go-time/format-time.js';
import { GoTime } from '../go-time/time-value.js';

const RFC_3339_NANO = '2006-01-02T15:04:05.999999999Z07:00';
const DEPTH_MAX = 500;
const SHORT: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

/** Go's json.Marshal: sorted keys, no blanks, and what HTML would read as markup escaped. */
export function jsonText(value: GoValue): string {
  const output = new Output();
  write(output, value, 0);
  return output.text;
}

function write(output: Output, value: GoValue, depth: number): void {
  if (depth > DEPTH_MAX) throw new GoBoundError(`value nested deeper than ${DEPTH_MAX} levels`);
  switch (typeof value) {
    case 'undefined':
      output.write('null');
      break;
    case 'string':
      output.write(jsonString(value));
      break;
    case 'number':
      if (!Number.isFinite(value)) throw new GoError(`json: unsupported value: ${infinite(value)}`);
      output.write(Object.is(value, -0) ? '-0' : String(value));
      break;
    case 'object':
      writeObject(output, value, depth);
      break;
    default:
      output.write(String(value));
  }
}

function writeObject(output: Output, value: GoObject, depth: number): void {
  if (value instanceof GoBasic) write(output, value.value, depth);
  else if (value instanceof GoInterface) write(output, value.inner, depth + 1);
  else if (value instanceof GoPointer) write(output, value.target, depth + 1);
  else if (value instanceof GoSlice) writeSlice(output, value, depth);
  else if (value instanceof GoMap) {
    if (value.isNil) output.write('null');
    else writeMembers(output, value.keys, (at) => value.values[at], depth);
  } else if (value instanceof GoTime) output.write(`"${formatTime(value, RFC_3339_NANO)}"`);
  else if (value instanceof GoComplex) throw new GoError('json: unsupported type: complex128');
  else if (value instanceof GoStruct) writeStruct(output, value, depth);
}

function writeSlice(output: Output, value: GoSlice, depth: number): void {
  if (value.isNil) {
    output.write('null');
    return;
  }
  output.write('[');
  for (const [at, item] of value.items.entries()) {
    if (at > 0) output.write(',');
    write(output, item, depth + 1);
  }
  output.write(']');
}

function writeStruct(output: Output, value: GoStruct, depth: number): void {
  const exported = value.type.fields
    .map((field, at) => ({ name: field.jsonName ?? field.name, at, isExported: /^\p{Lu}/u.test(field.name) }))
    .filter(({ isExported }) => isExported);
  const names = exported.map(({ name }) => name);
  writeMembers(output, names, (at) => value.fields[exported[at]?.at ?? 0], depth);
}

function writeMembers(output: Output, names: readonly string[], valueAt: (at: number) => GoValue, depth: number): void {
  output.write('{');
  for (const [at, name] of names.entries()) {
    if (at > 0) output.write(',');
    output.write(`${jsonString(name)}:`);
    write(output, valueAt(at), depth + 1);
  }
  output.write('}');
}

/** Nothing in it is written in another way than it is. */
const PLAIN = /^[ !#-%'-;=?-[\]-~]*$/;

/** A JSON string as Go writes it. */
function jsonString(text: string): string {
  if (PLAIN.test(text)) return `"${text}"`;
  let escaped = '"';
  for (const rune of text) escaped += SHORT[rune] ?? escapeRune(rune);
  return `${escaped}"`;
}

function escapeRune(rune: string): string {
  const point = rune.codePointAt(0) ?? 0;
  if (escapedByte(point) !== undefined) return '\\ufffd';
  if (point < 0x20 || '<>&\u2028\u2029'.includes(rune)) return `\\u${point.toString(16).padStart(4, '0')}`;
  return rune;
}

function infinite(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  return value > 0 ? '+Inf' : '-Inf';
}
