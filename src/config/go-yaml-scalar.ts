/**
 * A text as Go's yaml.v2 writes it on one line: plain where it can be, in double quotes where it would be read as
 * something else than a text, in single quotes otherwise. Programs compare the configuration that the status shows.
 *
 * @param isInFlow between the brackets of a list
 * @returns undefined for several lines that can be a block
 */
export function goYamlScalar(text: string, isInFlow: boolean): string | undefined {
  if (text.includes('\n')) return isBlock(text) && !isInFlow ? undefined : doubleQuoted(text);
  if (hasSpecial(text) || isReadAsOther(text)) return doubleQuoted(text);
  return canBePlain(text, isInFlow) ? text : `'${text.replaceAll("'", "''")}'`;
}

function isBlock(text: string): boolean {
  return !hasSpecial(text) && !/ (?:\n|$)/.test(text);
}

/** What is escaped: control characters, breaks of lines other than the usual one, what lies beyond the basic plane. */
function hasSpecial(text: string): boolean {
  return /[^\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd]/.test(text);
}

const OTHER: readonly RegExp[] = [
  /^(?:|~|null|Null|NULL|y|Y|yes|Yes|YES|n|N|no|No|NO|true|True|TRUE|false|False|FALSE)$/,
  /^(?:on|On|ON|off|Off|OFF)$/,
  /^(?:[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/,
  // Whole numbers, with the underscores and the bases that Go knows.
  /^[-+]?(?:0[xX][\dA-Fa-f_]+|0[bB][01_]+|0[oO]?[0-7_]+|\d[\d_]*)$/,
  /^[-+]?(?:\.\d[\d_]*|\d[\d_]*(?:\.[\d_]*)?)(?:[eE][-+]?\d+)?$/,
  // Numbers of base 60, which are times of the day to other readers.
  /^[-+]?\d[\d_]*(?::[0-5]?\d)+(?:\.[\d_]*)?$/,
  /^\d{4}-\d{1,2}-\d{1,2}(?:[Tt ]\d{1,2}:\d{1,2}:\d{1,2}(?:\.\d+)?(?:Z|[-+]\d\d:\d\d)?)?$/,
];

function isReadAsOther(text: string): boolean {
  return OTHER.some((pattern) => pattern.test(text));
}

function canBePlain(text: string, isInFlow: boolean): boolean {
  if (/^(?:---|\.\.\.)/.test(text)) return false;
  if (/^[#,[\]{}&*!|>'"%@`]/.test(text) || /^[-?:](?:\s|$)/.test(text)) return false;
  if (/:(?:\s|$)/.test(text) || /\s#/.test(text) || /^ | $/.test(text)) return false;
  return !isInFlow || !(/[,?[\]{}:]/.test(text) || text.startsWith('-'));
}

const ESCAPES: Readonly<Record<string, string>> = {
  '\0': '\\0',
  '\x07': '\\a',
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\v': '\\v',
  '\f': '\\f',
  '\r': '\\r',
  '\x1b': '\\e',
  '"': '\\"',
  '\\': '\\\\',
  '\x85': '\\N',
  '\u2028': '\\L',
  '\u2029': '\\P',
};

function doubleQuoted(text: string): string {
  const escaped = Array.from(text, (character) => {
    const known = ESCAPES[character];
    if (known !== undefined) return known;
    return hasSpecial(character) ? numeric(character.codePointAt(0) ?? 0) : character;
  });
  return `"${escaped.join('')}"`;
}

function numeric(point: number): string {
  const hex = (digits: number) => point.toString(16).toUpperCase().padStart(digits, '0');
  if (point <= 0xff) return `\\x${hex(2)}`;
  return point <= 0xffff ? `\\u${hex(4)}` : `\\U${hex(8)}`;
}
