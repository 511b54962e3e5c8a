/** The abbreviation of a zone that a text begins with, as far as one can tell by its look; undefined where there is none. */
export function zoneNameAt(text: string): string | undefined {
  if (text.length < 3) return undefined;
  const special = /^(ChST|MeST)/.exec(text)?.[0];
  if (special !== undefined) return special;
  if (text.startsWith('GMT')) return `GMT${signedHours(text.slice(3)) ?? ''}`;
  if (text.startsWith('+') || text.startsWith('-')) return signedHours(text);
  const letters = /^[A-Z]{1,6}/.exec(text)?.[0] ?? '';
  switch (letters.length) {
    case 3:
      return letters;
    case 4:
      return letters.endsWith('T') || letters === 'WITA' ? letters : undefined;
    case 5:
      return letters.endsWith('T') ? letters : undefined;
    default:
      return undefined;
  }
}

function signedHours(text: string): string | undefined {
  const found = /^[+-]\d+/.exec(text)?.[0];
  return found !== undefined && Math.abs(Number(found)) <= 23 ? found : undefined;
}
