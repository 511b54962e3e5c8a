import { createHash } from 'node:crypto';
import { crc32 } from './crc32.js';

const HEADER_BYTES = 4;

/** A value as a record: a CRC-32 and JSON. JSON escapes lone surrogates, so that every text survives UTF-8. */
export function seal(value: unknown): Buffer {
  const json = Buffer.from(JSON.stringify(value));
  const record = Buffer.allocUnsafe(HEADER_BYTES + json.length);
  record.writeUInt32BE(crc32(json), 0);
  json.copy(record, HEADER_BYTES);
  return record;
}

/** @throws {Error} when the record is not what was written */
export function unseal(record: Buffer): unknown {
  if (record.length <= HEADER_BYTES) throw new Error(`record is cut off after ${record.length} bytes`);
  const json = record.subarray(HEADER_BYTES);
  const [expected, actual] = [record.readUInt32BE(0), crc32(json)];
  if (expected !== actual) throw new Error(`checksum is ${actual.toString(16)}, not ${expected.toString(16)}`);
  return JSON.parse(json.toString());
}

/** A key of fixed length for any texts; as JSON, lone surrogates stay apart. */
export function keyOf(...parts: readonly (string | number)[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url');
}
