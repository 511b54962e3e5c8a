import protobuf from 'protobufjs/minimal.js';
import { isZero } from './event-json.js';
import type { EventMessage, Moment } from './event-message.js';
import { EVENT_FIELDS, type EventField, type FieldKind } from './event-schema.js';

type Writer = protobuf.Writer;

/** Wire types of protobuf. */
const VARINT = 0;
const BYTES = 2;

/** An event as Alertmanager's `Event` message. */
export function eventProtobuf(event: EventMessage): Uint8Array {
  const writer = protobuf.Writer.create();
  writeMessage(writer, event, EVENT_FIELDS);
  return writer.finish();
}

function writeMessage(writer: Writer, message: object, fields: readonly EventField[]): void {
  const values = message as Readonly<Record<string, unknown>>;
  for (const { number, name, kind, isList } of fields) {
    const value = values[name];
    if (value === undefined) continue;
    if (isList) writeList(writer, number, kind, value as readonly unknown[]);
    else if (!isZero(value, kind)) writeField(writer, number, kind, value);
  }
}

/** Numbers stand together behind one tag. */
function writeList(writer: Writer, number: number, kind: FieldKind, items: readonly unknown[]): void {
  if (items.length === 0) return;
  if (kind !== 'uint64') {
    for (const item of items) writeField(writer, number, kind, item);
    return;
  }
  writer.uint32(tag(number, BYTES)).fork();
  for (const item of items) writer.uint64(item as string);
  writer.ldelim();
}

function writeField(writer: Writer, number: number, kind: FieldKind, value: unknown): void {
  if (typeof kind === 'object') {
    if ('values' in kind) {
      writer.uint32(tag(number, VARINT)).int32(kind.values.indexOf(value as string));
      return;
    }
    writer.uint32(tag(number, BYTES)).fork();
    writeMessage(writer, value as object, kind.fields);
    writer.ldelim();
    return;
  }
  switch (kind) {
    case 'string':
      writer.uint32(tag(number, BYTES)).string(value as string);
      return;
    case 'bool':
      writer.uint32(tag(number, VARINT)).bool(value as boolean);
      return;
    case 'uint32':
      writer.uint32(tag(number, VARINT)).uint32(value as number);
      return;
    case 'int64':
      writer.uint32(tag(number, VARINT)).int64(value as string);
      return;
    case 'uint64':
      writer.uint32(tag(number, VARINT)).uint64(value as string);
      return;
    case 'timestamp':
    case 'duration':
      writeMoment(writer, number, value as Moment);
  }
}

/** `google.protobuf.Timestamp` and `Duration` are alike. */
function writeMoment(writer: Writer, number: number, { seconds, nanos }: Moment): void {
  writer.uint32(tag(number, BYTES)).fork();
  if (seconds !== 0) writer.uint32(tag(1, VARINT)).int64(seconds);
  if (nanos !== 0) writer.uint32(tag(2, VARINT)).int32(nanos);
  writer.ldelim();
}

function tag(number: number, wireType: number): number {
  return (number << 3) | wireType;
}
