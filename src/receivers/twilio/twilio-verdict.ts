import type { HttpResponse } from '../../httpclient/http-message.js';
import { verdict } from '../../httpclient/retry-verdict.js';
import { type Outcome, retry } from '../../notify/outcome.js';
import { jsonAnswer } from '../json-answer.js';
import { vendorsWords } from '../vendors-words.js';

const REQUEST_TIMEOUT = 408;

/** Refusals that end by themselves: too many requests, and too many messages that wait for the number they go from. */
const BUSY_CODES: readonly unknown[] = [20429, 21611];

/** What Twilio's answer means. @param secrets that no error may show */
export function twilioVerdict(response: HttpResponse, nowMs: number, secrets: readonly string[]): Outcome {
  const outcome = verdict(response, nowMs, {
    retryCodes: [REQUEST_TIMEOUT],
    details: (body) => wordsOf(body, secrets),
  });
  if (outcome.kind !== 'giveUp' || !BUSY_CODES.includes(jsonAnswer(response.body)['code'])) return outcome;
  return retry('rateLimited', outcome.error);
}

/** `Invalid 'To' Phone Number: 555 (21211)` of `{"code": 21211, "message": "Invalid 'To' …", "status": 400}`. */
function wordsOf(body: string, secrets: readonly string[]): string {
  const { code, message } = jsonAnswer(body);
  if (typeof message !== 'string') return vendorsWords(body, secrets);
  const words = vendorsWords(message, secrets);
  return typeof code === 'number' ? `${words} (${code})` : words;
}
