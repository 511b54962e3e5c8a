import type { HttpResponse } from '../../httpclient/http-message.js';
import { verdict } from '../../httpclient/retry-verdict.js';
import type { Outcome } from '../../notify/outcome.js';
import { type JsonAnswer, jsonAnswer, membersOf } from '../json-answer.js';
import { vendorsWords } from '../vendors-words.js';

const REQUEST_TIMEOUT = 408;
const RETRY_INFO = 'type.googleapis.com/google.rpc.RetryInfo';

/** What Google's answer means. @param secrets that no error may show */
export function googlechatVerdict(response: HttpResponse, nowMs: number, secrets: readonly string[]): Outcome {
  const error = membersOf(jsonAnswer(response.body)['error']);
  const outcome = verdict(response, nowMs, {
    retryCodes: [REQUEST_TIMEOUT],
    details: (body) => vendorsWords(wordsOf(error) ?? body, secrets),
  });
  if (outcome.kind !== 'retry' || outcome.afterMs !== undefined) return outcome;
  const afterMs = retryDelayMs(error);
  return afterMs === undefined ? outcome : { ...outcome, afterMs };
}

/** `RESOURCE_EXHAUSTED: Resource has been exhausted` of Google's error model (https://google.aip.dev/193). */
function wordsOf({ status, message }: JsonAnswer): string | undefined {
  if (typeof message !== 'string') return undefined;
  return typeof status === 'string' ? `${status}: ${message}` : message;
}

/** `{"@type": "…RetryInfo", "retryDelay": "12.5s"}` among the details. */
function retryDelayMs({ details }: JsonAnswer): number | undefined {
  if (!Array.isArray(details)) return undefined;
  const info = details.map(membersOf).find((detail) => detail['@type'] === RETRY_INFO);
  const delay = info?.['retryDelay'];
  return typeof delay === 'string' && /^\d+(\.\d+)?s$/.test(delay) ? Number(delay.slice(0, -1)) * 1000 : undefined;
}
