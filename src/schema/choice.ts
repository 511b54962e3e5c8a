import { nearest } from './nearest.js';
import { complain, integer, type Shape } from './shape.js';

/** One of a few words. */
export function choice<const T extends string>(...words: readonly T[]): Shape<T> {
  return {
    decode(value, place) {
      const text = value.kind === 'scalar' ? value.text : undefined;
      const word = words.find((known) => known === text);
      if (word !== undefined) return word;
      const guess = text === undefined ? undefined : nearest(text, words);
      const hint = guess === undefined ? '' : `; did you mean "${guess}"?`;
      return complain(value, place, `has to be one of ${words.join(', ')}${hint}`);
    },
    print: (word) => word,
    isEmpty: () => false,
    schema: () => ({ type: 'string', enum: words }),
  };
}

/** A whole number above 0. */
export const count: Shape<number> = {
  ...integer,
  decode(value, place) {
    const decoded = integer.decode(value, place);
    if (decoded === undefined || decoded > 0) return decoded;
    return complain(value, place, `has to be a number above 0, got ${decoded}`);
  },
  schema: () => ({ type: 'integer', minimum: 1 }),
};
