/** Cuts to `max` code points, the last of which is then `…` (Alertmanager, notify.TruncateInRunes). */
export function truncateInRunes(text: string, max: number): { readonly text: string; readonly isCut: boolean } {
  // A text has at most as many code points as code units.
  if (text.length <= max) return { text, isCut: false };
  const runes = [...text];
  if (runes.length <= max) return { text, isCut: false };
  return { text: max <= 3 ? runes.slice(0, max).join('') : `${runes.slice(0, max - 1).join('')}…`, isCut: true };
}

/**
 * Cuts to `max` bytes of UTF-8, never inside a character; the last three of them are then `…` (Alertmanager,
 * notify.TruncateInBytes).
 */
export function truncateInBytes(text: string, max: number): { readonly text: string; readonly isCut: boolean } {
  // A code unit takes three bytes at most.
  if (text.length * 3 <= max || Buffer.byteLength(text) <= max) return { text, isCut: false };
  if (max < 3) return { text: '.'.repeat(max), isCut: true };
  return { text: `${firstBytes(text, max - 3)}…`, isCut: true };
}

/** As many whole characters from the start as fit into `max` bytes of UTF-8. */
export function firstBytes(text: string, max: number): string {
  const bytes = Buffer.from(text);
  let end = Math.min(max, bytes.length);
  // A byte 10xxxxxx belongs to the character before it.
  while (end > 0 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end--;
  return bytes.toString('utf8', 0, end);
}
