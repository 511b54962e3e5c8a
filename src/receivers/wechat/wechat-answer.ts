import type { HttpResponse } from '../../httpclient/http-message.js';
import { failureReason, retryAfterMs } from '../../httpclient/retry-verdict.js';
import { type Outcome, retry } from '../../notify/outcome.js';
import { type JsonAnswer, jsonObject } from '../json-answer.js';
import { vendorsWords } from '../vendors-words.js';

/** WeChat answers with status 200 whatever it thinks of a request: its code says what. */
export interface WechatAnswer {
  readonly members: JsonAnswer;
  readonly code: number;
  /** Its words, fit for an error. */
  readonly words: string;
}

/** What WeChat calls failures that pass: the system is busy, or too much was asked of it. */
const BUSY = -1;
const RATE_LIMITS = [45009, 45033];

/** @returns undefined where the body is no JSON object */
export function wechatAnswer(body: string, secrets: readonly string[]): WechatAnswer | undefined {
  const members = jsonObject(body);
  if (members === undefined) return undefined;
  const code = typeof members['errcode'] === 'number' ? members['errcode'] : 0;
  const said = typeof members['errmsg'] === 'string' ? members['errmsg'] : '';
  return { members, code, words: vendorsWords(said, secrets) || `errcode ${code}` };
}

/** A status other than 200 comes from what stands before WeChat, and is tried again (Alertmanager). */
export function failedStatus(response: HttpResponse, nowMs: number, secrets: readonly string[]): Outcome | undefined {
  const { status, body, headers } = response;
  if (status === 200) return undefined;
  const words = vendorsWords(body, secrets);
  const error = words === '' ? `unexpected status code ${status}` : `unexpected status code ${status}: ${words}`;
  return retry(failureReason(status), error, retryAfterMs(headers['retry-after'], nowMs));
}

/** Codes that say "later", at which Alertmanager gives up. */
export function passingFailure({ code, words }: WechatAnswer): Outcome | undefined {
  if (RATE_LIMITS.includes(code)) return retry('rateLimited', words);
  return code === BUSY ? retry('other', words) : undefined;
}
