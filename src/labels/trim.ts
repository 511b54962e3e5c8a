/**
 * Without the characters at both ends for which `isBlank` holds. A regular expression that does this looks at a long
 * run of blanks again and again.
 */
export function trim(text: string, isBlank: (char: string) => boolean): string {
  let from = 0;
  let to = text.length;
  while (from < to && isBlank(text.charAt(from))) from++;
  while (to > from && isBlank(text.charAt(to - 1))) to--;
  return text.slice(from, to);
}
