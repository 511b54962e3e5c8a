import type { HttpResponse } from '../../httpclient/http-message.js';
import { verdict } from '../../httpclient/retry-verdict.js';
import { giveUp, type Outcome } from '../../notify/outcome.js';
import { jsonAnswer } from '../json-answer.js';
import { vendorsWords } from '../vendors-words.js';

const REQUEST_TIMEOUT = 408;
const WEB_PAGE = /^\s*<(!doctype html|html)\b/i;

/** What a server's answer means. @param secrets that no error may show */
export function ntfyVerdict(response: HttpResponse, nowMs: number, secrets: readonly string[]): Outcome {
  const isDelivered = response.status >= 200 && response.status <= 299;
  // A redirect to another address, or to a login, ends at a page: nobody was told.
  if (isDelivered && WEB_PAGE.test(response.body)) {
    return giveUp('clientError', `unexpected answer: status ${response.status} with a web page; is url the server's?`);
  }
  return verdict(response, nowMs, { retryCodes: [REQUEST_TIMEOUT], details: (body) => detailsOf(body, secrets) });
}

/** `limit reached: too many requests (42901)` of ntfy's `{"code":42901,"http":429,"error":"limit reached: …"}`. */
function detailsOf(body: string, secrets: readonly string[]): string {
  const { code, error } = jsonAnswer(body);
  if (typeof error !== 'string') return vendorsWords(body, secrets);
  return vendorsWords(typeof code === 'number' ? `${error} (${code})` : error, secrets);
}
