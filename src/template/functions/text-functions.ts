import type { GoFunction } from '../engine/go-function.js';
import { STRING, STRING_SLICE } from '../engine/go-type.js';
import { GoSlice, type GoValue, stringOf, stringSlice } from '../engine/go-value.js';
import { boundedText } from './bounded-text.js';
import { titleCase } from './title-case.js';

/** The functions that change letters and blanks. */
export const TEXT_FUNCTIONS: Readonly<Record<string, GoFunction>> = {
  toUpper: onText((text) => mapRunes(text, upperRune)),
  toLower: onText((text) => mapRunes(text, lowerRune)),
  title: onText(titleCase),
  trimSpace: onText(trimSpace),
  join: {
    params: [STRING, STRING_SLICE],
    call: ([separator, list]) => boundedText(textsOf(list), stringOf(separator) ?? ''),
  },
  stringSlice: {
    params: [STRING],
    variadic: true,
    call: (args) => stringSlice(args.map((arg) => stringOf(arg) ?? '')),
  },
};

function onText(change: (text: string) => string): GoFunction {
  return { params: [STRING], call: ([text]) => change(stringOf(text) ?? '') };
}

/** U+0085 is a blank in Go and none in JavaScript, U+FEFF the other way round. */
function trimSpace(text: string): string {
  const isBlank = (at: number) => /[\s\u0085]/.test(text.charAt(at)) && text.charAt(at) !== '\ufeff';
  let start = 0;
  let end = text.length;
  while (start < end && isBlank(start)) start++;
  while (end > start && isBlank(end - 1)) end--;
  return text.slice(start, end);
}

function textsOf(list: GoValue): readonly string[] {
  return list instanceof GoSlice ? list.items.map((item) => stringOf(item) ?? '') : [];
}

/** Go maps one rune to one rune: a sharp s stays as it is. */
function mapRunes(text: string, map: (rune: string) => string): string {
  let mapped = '';
  for (const rune of text) mapped += map(rune);
  return mapped;
}

function upperRune(rune: string): string {
  const upper = rune.toUpperCase();
  return upper.length === rune.length ? upper : rune;
}

function lowerRune(rune: string): string {
  return rune === '\u0130' ? 'i' : rune.toLowerCase();
}
