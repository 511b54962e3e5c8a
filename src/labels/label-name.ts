import type { MatcherMode } from './matcher-mode.js';

const CLASSIC_NAME = /^[a-zA-Z_][a-zA-Z0-9_]*$/;

/** The legacy rule, which `match`, `match_re` and their kin keep in every mode. */
export function isClassicLabelName(name: string): boolean {
  return CLASSIC_NAME.test(name);
}

/** Any text but the empty one that is valid UTF-8; in classic mode the legacy rule. */
export function isValidLabelName(name: string, mode: MatcherMode): boolean {
  return mode === 'classic' ? isClassicLabelName(name) : name !== '' && isValidText(name);
}

/** Whether the text can be written as UTF-8: no surrogate stands alone. */
export function isValidText(text: string): boolean {
  return text.isWellFormed();
}
