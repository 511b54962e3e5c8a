import { xxh64 } from '@node-rs/xxhash';
import type { LabelSet } from './label-set.js';

const SEPARATOR = '\xff';
const hashes = new WeakMap<LabelSet, string>();

/**
 * The hash by which the notification log knows an alert: xxHash64, seed 0, over the bytes of `name 0xff value 0xff`
 * for each label, sorted by name (Alertmanager, notify.hashAlert).
 *
 * @returns 16 lower-case hex digits
 */
export function alertHash(labels: LabelSet): string {
  const known = hashes.get(labels);
  if (known !== undefined) return known;
  const parts: Buffer[] = [];
  const separator = Buffer.from(SEPARATOR, 'latin1');
  for (const [name, value] of labels) parts.push(Buffer.from(name), separator, Buffer.from(value), separator);
  const hash = xxh64(Buffer.concat(parts)).toString(16).padStart(16, '0');
  hashes.set(labels, hash);
  return hash;
}
