/** What joins two parts of a word: `don't`, `example.org`, `café:bar`. */
const INSIDE_WORD = /[:\u00b7\u0387\u055f\u05f4\u2027\ufe13\ufe55\uff1a.\u2018\u2019\u2024\ufe52\uff07\uff0e']/;
/** What neither begins nor ends a word. */
const WORD = /[\p{Alphabetic}\p{M}\p{Nd}\p{Pc}\p{Cf}]/u;
const OUTSIDE_WORD = /[\p{Ideographic}\p{Script=Hiragana}\p{Script=Thai}]/u;
const CASED = /\p{Cased}/u;
/** One letter that looks like two has a form of its own at the head of a word. */
const DIGRAPHS: Readonly<Record<string, string>> = { Ǆ: 'ǅ', Ǉ: 'ǈ', Ǌ: 'ǋ', Ǳ: 'ǲ' };

/** The first letter of each word in title case and the rest in lower case, as golang.org/x/text does for English. */
export function titleCase(text: string): string {
  let titled = '';
  let rest = '';
  let isInWord = false;
  let wasInside = false;
  for (const rune of text) {
    const isInside = INSIDE_WORD.test(rune);
    // Two joining characters in a row join nothing.
    if (wasInside && isInside) isInWord = false;
    if (CASED.test(rune) && !isInWord) {
      titled += rest.toLowerCase() + titleRune(rune);
      rest = '';
      isInWord = true;
    } else {
      rest += rune;
      if (!isInside && (!WORD.test(rune) || OUTSIDE_WORD.test(rune))) isInWord = false;
    }
    wasInside = isInside;
  }
  return titled + rest.toLowerCase();
}

function titleRune(rune: string): string {
  const [first = '', ...more] = rune.toUpperCase();
  return (DIGRAPHS[first] ?? first) + more.join('').toLowerCase();
}
