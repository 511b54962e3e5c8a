import { createHash } from 'node:crypto';
import { crc32 } from './crc32.js';
import type { TableName } from './disk.js';

const HEADER_BYTES = 4;

/** Where a record belongs. The checksum covers it, so that a record that lies elsewhere is none. */
export interface RecordPlace {
  readonly table: TableName;
  readonly key: string;
}

/** A value as a record: a CRC-32 and JSON. JSON escapes lone surrogates, so that every text survives UTF-8. */
export function seal(place: RecordPlace, value: unknown): Buffer {
  const json = JSON.stringify(value);
  const record = Buffer.allocUnsafe(HEADER_BYTES + Buffer.byteLength(json));
  record.write(json, HEADER_BYTES);
  return withChecksum(record, place);
}

/** @throws {Error} when the record is not what was written there */
export function unseal(place: RecordPlace, record: Buffer): unknown {
  return JSON.parse(opened(record, bytesOf(place)).toString());
}

/** Whether the record is what was written there. */
export function isSealed(place: RecordPlace, record: Buffer): boolean {
  return record.length > HEADER_BYTES && record.readUInt32BE(0) === checksum(record, bytesOf(place));
}

/** Turns a record of format 1, whose checksum did not cover its place. @throws {Error} when it is not what was written */
export function sealAnew(place: RecordPlace, record: Buffer): Buffer {
  return withChecksum(Buffer.concat([Buffer.alloc(HEADER_BYTES), opened(record, NOWHERE)]), place);
}

/** A key of fixed length for any texts; as JSON, lone surrogates stay apart. */
export function keyOf(...parts: readonly (string | number)[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url');
}

const NOWHERE = Buffer.alloc(0);

function bytesOf({ table, key }: RecordPlace): Buffer {
  return Buffer.from(`${table}\0${key}\0`);
}

function withChecksum(record: Buffer, place: RecordPlace): Buffer {
  record.writeUInt32BE(checksum(record, bytesOf(place)), 0);
  return record;
}

function opened(record: Buffer, place: Buffer): Buffer {
  if (record.length <= HEADER_BYTES) throw new Error(`record is cut off after ${record.length} bytes`);
  const [expected, actual] = [record.readUInt32BE(0), checksum(record, place)];
  if (expected !== actual) throw new Error(`checksum is ${actual.toString(16)}, not ${expected.toString(16)}`);
  return record.subarray(HEADER_BYTES);
}

function checksum(record: Buffer, place: Buffer): number {
  return crc32(place, record.subarray(HEADER_BYTES));
}
