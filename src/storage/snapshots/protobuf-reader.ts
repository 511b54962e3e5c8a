import protobuf from 'protobufjs/minimal.js';

type Reader = protobuf.Reader;

/** What to do with a field of a message, by its number. A field that is not listed is skipped. */
export type Fields<T> = Readonly<Record<number, (into: T, reader: Reader) => void>>;

/** Reads the messages of a file in which each follows its length. @throws {Error} when the file is cut or damaged */
export function* readDelimited<T>(bytes: Uint8Array, make: () => T, fields: Fields<T>): Generator<T> {
  const reader = protobuf.Reader.create(bytes);
  while (reader.pos < reader.len) yield readMessage(reader, make(), fields);
}

/** Reads a message that follows its length. */
export function readMessage<T>(reader: Reader, into: T, fields: Fields<T>): T {
  const end = reader.uint32() + reader.pos;
  if (end > reader.len) throw new RangeError('the file ends within a message');
  while (reader.pos < end) {
    const tag = reader.uint32();
    const read = fields[tag >>> 3];
    if (read === undefined) reader.skipType(tag & 7);
    else read(into, reader);
  }
  return into;
}

/** Milliseconds since the epoch of a `google.protobuf.Timestamp`. */
export function readTimestampMs(reader: Reader): number {
  const { seconds, nanos } = readMessage(reader, { seconds: 0, nanos: 0 }, TIMESTAMP);
  return seconds * 1000 + Math.floor(nanos / 1e6);
}

const TIMESTAMP: Fields<{ seconds: number; nanos: number }> = {
  1: (time, reader) => {
    time.seconds = Number(reader.int64());
  },
  2: (time, reader) => {
    time.nanos = reader.int32();
  },
};
