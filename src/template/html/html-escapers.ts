import { attributeType } from './attribute-type.js';
import { type Content, filterFailsafe } from './content.js';
import { characterRange, characterReplacer, hex } from './replace-characters.js';
import { stripTags } from './strip-tags.js';

const withoutAmpersand = {
  '\0': '\ufffd',
  '"': '&#34;',
  "'": '&#39;',
  '+': '&#43;',
  '<': '&lt;',
  '>': '&gt;',
};

/** What ends an unquoted value in one browser or another, and the characters that old ones do not take in it. */
const unquotedWithoutAmpersand = {
  ...withoutAmpersand,
  '\0': '&#xfffd;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\v': '&#11;',
  '\f': '&#12;',
  '\r': '&#13;',
  ' ': '&#32;',
  '=': '&#61;',
  '`': '&#96;',
  ...characterRange(0xfdd0, 0xfdef, (code) => `&#x${hex(code, 4)};`),
  ...characterRange(0xfff0, 0xffff, (code) => `&#x${hex(code, 4)};`),
  // A byte that is no valid UTF-8 (see GoString) is read as U+FFFD.
  ...characterRange(0xdc80, 0xdcff, () => '&#xfffd;'),
};

const replaceAll = characterReplacer({ ...withoutAmpersand, '&': '&amp;' });
const replaceKeepingEntities = characterReplacer(withoutAmpersand);
const replaceUnquoted = characterReplacer({ ...unquotedWithoutAmpersand, '&': '&amp;' });
const replaceUnquotedKeepingEntities = characterReplacer(unquotedWithoutAmpersand);

/** For the text between tags: safe HTML stays as it is. */
export function escapeHtml({ kind, text }: Content): string {
  return kind === 'html' ? text : replaceAll(text);
}

/** For a quoted attribute value: of safe HTML, the text. */
export function escapeAttribute({ kind, text }: Content): string {
  return kind === 'html' ? replaceKeepingEntities(stripTags(text)) : replaceAll(text);
}

/** For an attribute value without quotes; an empty one would make the next attribute its value. */
export function escapeUnquotedAttribute({ kind, text }: Content): string {
  if (text === '') {
    return filterFailsafe;
  }
  return kind === 'html' ? replaceUnquotedKeepingEntities(stripTags(text)) : replaceUnquoted(text);
}

/** For `<title>` and `<textarea>`, in which there are entities and no tags. */
export function escapeRcdata({ kind, text }: Content): string {
  return kind === 'html' ? replaceKeepingEntities(text) : replaceAll(text);
}

/** For a part of an attribute's name: only a plain word, and none that makes its value dangerous. */
export function filterAttributeName({ text }: Content): string {
  const name = text.toLowerCase();
  return /^[0-9a-z]+$/.test(name) && attributeType(name) === 'plain' ? name : filterFailsafe;
}

/** Comments are left out of the output, and so is what they would hold. */
export function escapeComment(): string {
  return '';
}
