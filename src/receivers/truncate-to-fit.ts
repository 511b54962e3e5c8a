import { truncateInRunes } from './truncate.js';

/**
 * Cuts a text, as `truncateInRunes` does, to the longest that fits: for limits that count bytes, or a text as it is
 * escaped. Where not even the empty text fits, that is returned.
 *
 * @param fits holds for every shorter text where it holds for one
 */
export function truncateToFit(text: string, fits: (text: string) => boolean): string {
  if (fits(text)) return text;
  let fitting = 0;
  let tooLong = [...text].length;
  while (tooLong - fitting > 1) {
    const middle = Math.floor((fitting + tooLong) / 2);
    if (fits(truncateInRunes(text, middle).text)) fitting = middle;
    else tooLong = middle;
  }
  return truncateInRunes(text, fitting).text;
}
