/** Replaces each character that the table names; the others stay as they are. */
export type CharacterReplacer = (text: string) => string;

/**
 * @param table from a single character (UTF-16 unit) to what stands for it
 */
export function characterReplacer(table: Readonly<Record<string, string>>): CharacterReplacer {
  const characters = Object.keys(table).map((character) => `\\u${hex(character.charCodeAt(0), 4)}`);
  const pattern = new RegExp(`[${characters.join('')}]`, 'g');
  return (text) => text.replace(pattern, (character) => table[character] ?? character);
}

/** A table for a range of characters (UTF-16 units, both ends included). */
export function characterRange(
  first: number,
  last: number,
  replacement: (code: number) => string,
): Record<string, string> {
  const codes = Array.from({ length: last - first + 1 }, (_, offset) => first + offset);
  return Object.fromEntries(codes.map((code) => [String.fromCharCode(code), replacement(code)]));
}

export function hex(code: number, width: number): string {
  return code.toString(16).padStart(width, '0');
}
