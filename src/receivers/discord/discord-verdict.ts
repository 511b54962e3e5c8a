import type { HttpResponse } from '../../httpclient/http-message.js';
import { verdict } from '../../httpclient/retry-verdict.js';
import { type Outcome, retry } from '../../notify/outcome.js';
import { jsonAnswer } from '../json-answer.js';
import { vendorsWords } from '../vendors-words.js';

/** What Discord's answer means. @param secrets that no error may show */
export function discordVerdict(response: HttpResponse, nowMs: number, secrets: readonly string[]): Outcome {
  const outcome = verdict(response, nowMs, { details: (body) => vendorsWords(body, secrets) });
  if (outcome.kind !== 'retry' || response.status !== 429) return outcome;
  return retry(outcome.reason, outcome.error, discordsWaitMs(response) ?? outcome.afterMs);
}

/**
 * How long Discord asks to wait. `X-RateLimit-Reset-After` counts seconds and knows of the webhook's own limit alone;
 * the body knows of every limit. It counts milliseconds, and so does `Retry-After` beside it, for the old version of the
 * API that the address of a webhook, which names none, stands for; new versions count seconds, with a fraction.
 *
 * @returns undefined where Discord does not say, as the network in front of it does not, whose `Retry-After` is seconds
 */
function discordsWaitMs({ headers, body }: HttpResponse): number | undefined {
  const waits: number[] = [];
  const reset = Number(headers['x-ratelimit-reset-after'] ?? Number.NaN);
  if (reset >= 0) waits.push(reset * 1000);
  const { retry_after: told } = jsonAnswer(body);
  if (typeof told === 'number' && told >= 0) waits.push(Number.isInteger(told) ? told : told * 1000);
  return waits.length === 0 ? undefined : Math.ceil(Math.max(...waits));
}
