import { truncateToFit } from '../truncate-to-fit.js';

/**
 * Of the 65,536 bytes of an event: the rest is for what the server adds, such as signatures and the events before it
 * (https://spec.matrix.org/v1.11/client-server-api/#size-limits).
 */
const CONTENT_BYTES_MAX = 60_000;

export interface MatrixTexts {
  readonly type: 'm.text' | 'm.notice';
  readonly text: string;
  /** Empty: there is none. */
  readonly html: string;
}

/**
 * The content of an event. Where text and HTML are too long together, the text goes alone, cut where that is needed: a
 * part of a page is no page.
 *
 * @throws {Error} when there is nothing to say
 */
export function matrixMessage({ type, text, html }: MatrixTexts): string {
  const body = text.trim();
  if (body === '' && html.trim() === '') throw new Error('text and html are empty after templating');
  const plain = (cut: string) => JSON.stringify({ msgtype: type, body: cut });
  if (html.trim() !== '') {
    const format = 'org.matrix.custom.html';
    const formatted = JSON.stringify({ msgtype: type, body, format, formatted_body: html.trim() });
    if (fits(formatted)) return formatted;
    if (body === '') throw new Error(`html is longer than ${CONTENT_BYTES_MAX} bytes, and there is no text`);
  }
  return plain(truncateToFit(body, (cut) => fits(plain(cut))));
}

function fits(content: string): boolean {
  return Buffer.byteLength(content) <= CONTENT_BYTES_MAX;
}
