import type { HttpResponse } from '../../httpclient/http-message.js';
import { verdict } from '../../httpclient/retry-verdict.js';
import { type Outcome, retry } from '../../notify/outcome.js';
import { jsonAnswer } from '../json-answer.js';
import { vendorsWords } from '../vendors-words.js';

/** What Discord's answer means. @param secrets that no error may show */
export function discordVerdict(response: HttpResponse, nowMs: number, secrets: readonly string[]): Outcome {
  const outcome = verdict(response, nowMs, { details: (body) => vendorsWords(body, secrets) });
  if (outcome.kind !== 'retry' || response.status !== 429) return outcome;
  return retry(outcome.reason, outcome.error, resetAfterMs(response) ?? outcome.afterMs);
}

/**
 * How long Discord asks to wait, more exactly than `Retry-After` does. The header counts seconds; the body does for new
 * versions of the API alone, and the address of a webhook names no version.
 */
function resetAfterMs({ headers, body }: HttpResponse): number | undefined {
  const header = Number(headers['x-ratelimit-reset-after'] ?? Number.NaN);
  const seconds = Number.isNaN(header) ? jsonAnswer(body)['retry_after'] : header;
  return typeof seconds === 'number' && seconds >= 0 ? Math.ceil(seconds * 1000) : undefined;
}
