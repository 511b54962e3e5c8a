import type { Matcher } from '../labels/matcher.js';
import type { Silence } from './silence.js';

/**
 * How many bytes the silence has as Alertmanager encodes it (protobuf, silencepb.MeshSilence): the number that
 * `--silences.max-silence-size-bytes` limits.
 */
export function encodedSizeBytes(silence: Silence): number {
  // An entry of a map always has both fields, even empty ones.
  const annotations = Object.entries(silence.annotations).map(([key, value]) =>
    message(message(Buffer.byteLength(key)) + message(Buffer.byteLength(value))),
  );
  const size = sum([
    text(silence.id),
    message(timestamp(silence.startsAtMs)),
    message(timestamp(silence.endsAtMs)),
    message(timestamp(silence.updatedAtMs)),
    text(silence.createdBy),
    text(silence.comment),
    ...annotations,
    ...silence.matcherSets.map((set) => message(sum(set.map((matcher) => message(matcherSize(matcher)))))),
  ]);
  return message(size) + message(timestamp(silence.expiresAtMs));
}

function matcherSize({ operator, name, value }: Matcher): number {
  // The type is an enum; its zero, equality, is not written.
  return (operator === '=' ? 0 : 2) + text(name) + text(value);
}

function timestamp(ms: number): number {
  const seconds = Math.floor(ms / 1000);
  const nanos = (ms - seconds * 1000) * 1e6;
  return (seconds === 0 ? 0 : 1 + varint(seconds)) + (nanos === 0 ? 0 : 1 + varint(nanos));
}

/** A string field: a tag, its length, its bytes; nothing when it is empty. All tags here are one byte. */
function text(value: string): number {
  return value === '' ? 0 : message(Buffer.byteLength(value));
}

function message(length: number): number {
  return 1 + varint(length) + length;
}

function varint(value: number): number {
  if (value < 0) return 10;
  return value < 128 ? 1 : 1 + varint(Math.floor(value / 128));
}

function sum(sizes: readonly number[]): number {
  return sizes.reduce((total, size) => total + size, 0);
}
