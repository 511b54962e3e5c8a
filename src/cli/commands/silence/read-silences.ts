import { type Scanned, scanJson } from '../../../api/v2/scan-json.js';
import { decodeSilenceContent } from '../../client/decode-answers.js';
import { member, text as textOf } from '../../client/decode-json.js';
import type { PostableSilence } from '../../client/models.js';

/**
 * Reads an array of silences one after another, as Go's decoder does: what stands before an error is read, and what
 * follows the array is not looked at.
 *
 * @throws {Error} where the text is no JSON, or an item no silence
 */
export function* readSilences(text: string): Generator<PostableSilence, void> {
  let at = skipBlanks(text, 0);
  const first = scanJson(text.slice(at));
  const opens = text[at] === '[' || text[at] === '{';
  if (!opens && first.kind !== 'value') throw unreadable(first);
  // A first token that opens nothing is all that is read of it; what follows are the items.
  at += opens || first.kind !== 'value' ? 1 : first.end;
  for (let isFirst = true; ; isFirst = false) {
    at = skipBlanks(text, at);
    if (at >= text.length || text[at] === ']' || text[at] === '}') return;
    if (!isFirst) {
      if (text[at] !== ',') throw unreadable(`invalid character '${text[at]}' after array element`);
      at++;
    }
    const scanned = scanJson(text.slice(at));
    if (scanned.kind !== 'value') throw unreadable(scanned);
    yield decode(JSON.parse(text.slice(at, at + scanned.end)));
    at += scanned.end;
  }
}

function decode(value: unknown): PostableSilence {
  try {
    return { id: textOf(member(value, 'silence', 'id'), 'silence.id') ?? '', ...decodeSilenceContent(value) };
  } catch (error) {
    throw unreadable(error instanceof Error ? error.message : String(error));
  }
}

function skipBlanks(text: string, from: number): number {
  let at = from;
  while (at < text.length && ' \t\r\n'.includes(text.charAt(at))) at++;
  return at;
}

function unreadable(reason: string | Exclude<Scanned, { kind: 'value' }>): Error {
  const said = typeof reason === 'string' ? reason : reason.kind === 'empty' ? 'EOF' : reason.reason;
  return new Error(`couldn't unmarshal input data, is it JSON?: ${said}`);
}
