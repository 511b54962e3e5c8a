import type { HttpResponse } from '../../httpclient/http-message.js';
import { verdict } from '../../httpclient/retry-verdict.js';
import { giveUp, type Outcome, retry } from '../../notify/outcome.js';
import { jsonAnswer } from '../json-answer.js';
import { vendorsWords } from '../vendors-words.js';

const REQUEST_TIMEOUT = 408;
const WEB_PAGE = /^\s*<(!doctype html|html)\b/i;

/** What a homeserver's answer means. @param secrets that no error may show */
export function matrixVerdict(response: HttpResponse, nowMs: number, secrets: readonly string[]): Outcome {
  const isDelivered = response.status >= 200 && response.status <= 299;
  // A login or a landing page in front of the homeserver: nobody was told.
  if (isDelivered && WEB_PAGE.test(response.body)) {
    return giveUp(
      'clientError',
      `unexpected answer: status ${response.status} with a web page; is homeserver_url right?`,
    );
  }
  const outcome = verdict(response, nowMs, {
    retryCodes: [REQUEST_TIMEOUT],
    details: (body) => wordsOf(body, secrets),
  });
  if (outcome.kind === 'delivered') return outcome;
  const { errcode, retry_after_ms: hintMs } = jsonAnswer(response.body);
  if (outcome.kind === 'giveUp' && errcode !== 'M_LIMIT_EXCEEDED') return outcome;
  // `Retry-After` is what newer servers send; the hint in the body is older.
  const afterMs = outcome.kind === 'retry' ? outcome.afterMs : undefined;
  const isHint = typeof hintMs === 'number' && hintMs >= 0;
  return retry(outcome.reason, outcome.error, afterMs ?? (isHint ? hintMs : undefined));
}

/** `M_FORBIDDEN: User @bot:example.org not in room` of Matrix's standard error. */
function wordsOf(body: string, secrets: readonly string[]): string {
  const { errcode, error } = jsonAnswer(body);
  if (typeof errcode !== 'string') return vendorsWords(body, secrets);
  return vendorsWords(typeof error === 'string' && error !== '' ? `${errcode}: ${error}` : errcode, secrets);
}
