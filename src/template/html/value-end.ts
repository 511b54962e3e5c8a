import type { Delim } from './context.js';

/**
 * Where an attribute's value ends: behind its closing quote, or in front of the space or `>` that ends an unquoted one.
 * -1 where it does not end in this text.
 */
export function valueEnd(delim: Exclude<Delim, 'None'>, text: string): number {
  const at = text.search(valueEnds[delim]);
  return at === -1 || delim === 'SpaceOrTagEnd' ? at : at + 1;
}

const valueEnds: Readonly<Record<Exclude<Delim, 'None'>, RegExp>> = {
  DoubleQuote: /"/,
  SingleQuote: /'/,
  SpaceOrTagEnd: /[ \t\n\f\r>]/,
};
