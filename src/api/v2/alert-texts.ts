/** Where an alert lies in a body, and in it the text of `endsAt` without its quotes; all in bytes. */
export interface AlertText {
  readonly from: number;
  readonly to: number;
  readonly endsFrom: number;
  readonly endsTo: number;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const [OPENING_BRACE, CLOSING_BRACE, OPENING_BRACKET, CLOSING_BRACKET] = [0x7b, 0x7d, 0x5b, 0x5d];

/** What Prometheus and all who send as it does call the end of an alert. */
const ENDS_AT = Buffer.from('endsAt');

/**
 * Finds the alerts of a body, as fast as bytes can be looked at. What lies in an alert is not held against JSON's grammar:
 * whoever asks has seen the same bytes before, or decodes them.
 *
 * @returns undefined where the body is no array of objects, or one of them has not exactly one `endsAt` that is a plain
 * text
 */
export function alertTexts(body: Buffer): AlertText[] | undefined {
  const found: AlertText[] = [];
  let at = afterBlanks(body, 0);
  if (body[at] !== OPENING_BRACKET) return undefined;
  at = afterBlanks(body, at + 1);
  while (body[at] === OPENING_BRACE) {
    const text = alertText(body, at);
    if (text === undefined) return undefined;
    found.push(text);
    at = afterBlanks(body, text.to);
    if (body[at] !== COMMA) break;
    at = afterBlanks(body, at + 1);
    if (body[at] !== OPENING_BRACE) return undefined;
  }
  const isWhole = body[at] === CLOSING_BRACKET && afterBlanks(body, at + 1) === body.length;
  return isWhole && found.length > 0 ? found : undefined;
}

function alertText(body: Buffer, from: number): AlertText | undefined {
  let endsFrom = 0;
  let endsTo = 0;
  let depth = 0;
  /** Whether the next text of the alert itself is the name of a field. */
  let isName = false;
  /** Whether the name before was `endsAt`. */
  let isEnd = false;
  for (let at = from; at < body.length; at++) {
    switch (body[at]) {
      case QUOTE: {
        const start = at + 1;
        let isEscaped = false;
        for (at = start; body[at] !== QUOTE; at++) {
          if (at >= body.length) return undefined;
          if (body[at] !== BACKSLASH) continue;
          isEscaped = true;
          at++;
        }
        if (depth !== 1) break;
        if (isName) {
          // A name in disguise would not be known.
          if (isEscaped) return undefined;
          isEnd = at - start === ENDS_AT.length && body.compare(ENDS_AT, 0, ENDS_AT.length, start, at) === 0;
          isName = false;
        } else if (isEnd) {
          if (isEscaped || endsTo > 0) return undefined;
          [endsFrom, endsTo, isEnd] = [start, at, false];
        }
        break;
      }
      case COMMA:
        if (depth !== 1) break;
        if (isEnd) return undefined;
        isName = true;
        break;
      case OPENING_BRACE:
      case OPENING_BRACKET:
        depth++;
        if (depth === 1) isName = true;
        break;
      case CLOSING_BRACE:
      case CLOSING_BRACKET:
        depth--;
        if (depth > 0) break;
        return isEnd || endsTo === 0 ? undefined : { from, to: at + 1, endsFrom, endsTo };
    }
  }
  return undefined;
}

function afterBlanks(body: Buffer, from: number): number {
  let at = from;
  while (body[at] === 0x20 || body[at] === 0x0a || body[at] === 0x0d || body[at] === 0x09) at++;
  return at;
}
