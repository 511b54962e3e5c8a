import type { HttpResponse } from '../../httpclient/http-message.js';
import { verdict } from '../../httpclient/retry-verdict.js';
import type { Outcome } from '../../notify/outcome.js';
import { vendorsWords } from '../vendors-words.js';

/**
 * Connectors answer 200 also where Teams behind them refused the message, at its rate limit above all, and tell Teams'
 * status in their words alone (Microsoft, "Rate limiting for connectors"). Alertmanager takes such an answer for success.
 */
const RELAYED = /Microsoft Teams endpoint returned HTTP error (\d{3})\b/;

/** What a connector's answer means. @param secrets that no error may show */
export function msteamsVerdict(response: HttpResponse, nowMs: number, secrets: readonly string[]): Outcome {
  const isDelivered = response.status >= 200 && response.status <= 299;
  const relayed = isDelivered ? RELAYED.exec(response.body)?.[1] : undefined;
  const status = relayed === undefined ? response.status : Number(relayed);
  return verdict({ ...response, status }, nowMs, { details: (body) => vendorsWords(body, secrets) });
}
