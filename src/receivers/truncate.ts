/** Cuts to `max` code points, the last of which is then `…` (Alertmanager, notify.TruncateInRunes). */
export function truncateInRunes(text: string, max: number): { readonly text: string; readonly isCut: boolean } {
  // A text has at most as many code points as code units.
  if (text.length <= max) return { text, isCut: false };
  const runes = [...text];
  if (runes.length <= max) return { text, isCut: false };
  return { text: max <= 3 ? runes.slice(0, max).join('') : `${runes.slice(0, max - 1).join('')}…`, isCut: true };
}
