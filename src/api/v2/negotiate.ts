import type { FastifyRequest } from 'fastify';
import { type ApiError, frameworkError } from './api-error.js';

/** @returns what is wrong with the form of the body that is sent, or of the answer that is asked for */
export function negotiate({ headers }: FastifyRequest): ApiError | undefined {
  const hasBody = Number(headers['content-length'] ?? 0) > 0 || headers['transfer-encoding'] !== undefined;
  return (hasBody ? checkContentType(headers['content-type']) : undefined) ?? checkAccept(headers.accept);
}

/** A parameter has a name, and a value that is a token or quoted. */
const PARAMETERS = /^(?:\s*;\s*[^\s;="]+\s*=\s*(?:[^\s;="]+|"(?:[^"\\]|\\.)*"))*\s*;?\s*$/;

/** What cannot be read as a media type at all. @param header as it was sent */
function unreadableContentType(header: string): ApiError {
  return frameworkError(
    400,
    `parsing Content-Type header from ${JSON.stringify(header)} failed, because mime: no media type`,
  );
}

function checkContentType(header = 'application/octet-stream'): ApiError | undefined {
  const end = header.indexOf(';');
  const type = (end < 0 ? header : header.slice(0, end)).trim().toLowerCase();
  if (!/^[^\s/]+(?:\/[^\s/]+)?$/.test(type) || !PARAMETERS.test(end < 0 ? '' : header.slice(end))) {
    return unreadableContentType(header);
  }
  if (type === 'application/json') return undefined;
  return frameworkError(415, `unsupported media type ${JSON.stringify(type)}, only [application/json] are allowed`);
}

function checkAccept(header: string | undefined): ApiError | undefined {
  if (header === undefined || header.trim() === '') return undefined;
  const isAccepted = header.split(',').some((range) => {
    const [type = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
    const isRefused = parameters.some((parameter) => /^q\s*=\s*0(?:\.0*)?$/.test(parameter));
    return !isRefused && (type === '*/*' || type === 'application/*' || type === 'application/json');
  });
  if (isAccepted) return undefined;
  return frameworkError(406, 'unsupported media type requested, only [application/json] are available');
}
