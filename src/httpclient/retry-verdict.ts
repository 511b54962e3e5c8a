import { delivered, type FailureReason, giveUp, type Outcome, retry } from '../notify/outcome.js';
import type { HttpResponse } from './http-message.js';

/** The label `reason` for an HTTP status (Alertmanager, notify.GetFailureReasonFromStatusCode). */
export function failureReason(status: number): FailureReason {
  if (status === 401 || status === 403) return 'authError';
  if (status === 429) return 'rateLimited';
  if (status >= 400 && status <= 499) return 'clientError';
  return status >= 500 && status <= 599 ? 'serverError' : 'other';
}

/**
 * What an answer means: 2xx is delivered; 5xx, 429 and what the vendor names are tried again; the rest is given up.
 * Alertmanager gives up at most vendors' 429, and never reads `Retry-After`.
 *
 * @param details what the body says, where the vendor has a form for it
 */
export function verdict(
  response: HttpResponse,
  nowMs: number,
  {
    retryCodes = [],
    details = (body: string) => body,
  }: { readonly retryCodes?: readonly number[]; readonly details?: (body: string) => string } = {},
): Outcome {
  const { status } = response;
  if (status >= 200 && status <= 299) return delivered();
  const said = details(response.body);
  const error = said === '' ? `unexpected status code ${status}` : `unexpected status code ${status}: ${said}`;
  const isRetryable = (status >= 500 && status <= 599) || status === 429 || retryCodes.includes(status);
  if (!isRetryable) return giveUp(failureReason(status), error);
  return retry(failureReason(status), error, retryAfterMs(response.headers['retry-after'], nowMs));
}

/** `Retry-After` in milliseconds: seconds, or a date. */
export function retryAfterMs(header: string | string[] | undefined, nowMs: number): number | undefined {
  const text = (Array.isArray(header) ? header[0] : header)?.trim();
  if (text === undefined || text === '') return undefined;
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text) * 1000;
  const atMs = Date.parse(text);
  return Number.isNaN(atMs) ? undefined : Math.max(0, atMs - nowMs);
}
