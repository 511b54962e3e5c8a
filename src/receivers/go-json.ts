import { compareBytes } from '../labels/label-set.js';

/** JSON as Go's encoder writes it, with its newline: HTML's characters escaped, lone surrogates replaced. */
export function goJson(value: unknown): string {
  const json = JSON.stringify(value, (_key, item: unknown) => (typeof item === 'string' ? item.toWellFormed() : item));
  return `${json.replace(/[<>&\u2028\u2029]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)}\n`;
}

/** A map as Go encodes it: sorted by the bytes of its keys. The last of equal keys holds. */
export function goMap(entries: Iterable<readonly [key: string, value: string]>): Record<string, string> {
  const map: Record<string, string> = Object.create(null);
  for (const [key, value] of [...entries].toSorted(([a], [b]) => compareBytes(a, b))) map[key] = value;
  return map;
}

/** Without empty texts and lists, as Go's `omitempty` leaves them out. */
export function filled<T extends Readonly<Record<string, string | readonly unknown[]>>>(members: T): Partial<T> {
  const kept: Partial<T> = {};
  for (const key in members) if (members[key]?.length) kept[key] = members[key];
  return kept;
}
