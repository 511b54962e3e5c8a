import { scanJson } from '../../api/v2/scan-json.js';
import type { HttpResponse } from '../../httpclient/http-message.js';

/**
 * The body of an answer by its content type, as the generated client reads it.
 *
 * @param wanted a plain text will do where a text is wanted: a proxy in between answers so
 * @returns undefined for an empty body
 * @throws {Error} with the text of Go's client
 */
export function readAnswer({ headers, body }: HttpResponse, wanted: 'value' | 'text' = 'value'): unknown {
  const header = headers['content-type'];
  const contentType = (Array.isArray(header) ? header[0] : header) ?? 'application/json';
  const mediaType = contentType.split(';')[0]?.trim().toLowerCase();
  if (mediaType === 'application/json') return parseJson(body);
  if (mediaType !== 'text/plain' && mediaType !== 'text/html') throw new Error(`no consumer: "${contentType}"`);
  if (wanted === 'text') return body;
  if (body === '') return undefined;
  throw new Error(`an answer of type ${mediaType} cannot be read, the API of an Alertmanager answers application/json`);
}

function parseJson(body: string): unknown {
  const scanned = scanJson(body);
  if (scanned.kind === 'empty') return undefined;
  if (scanned.kind === 'broken') throw new Error(scanned.reason);
  return JSON.parse(body.slice(0, scanned.end));
}
