import type { HttpResponse } from '../../httpclient/http-message.js';
import { verdict } from '../../httpclient/retry-verdict.js';
import { goQuote } from '../../labels/go-quote.js';
import { giveUp, type Outcome, retry } from '../../notify/outcome.js';
import { inChannel } from '../in-channel.js';
import { jsonObject } from '../json-answer.js';
import { vendorsWords } from '../vendors-words.js';

export interface RocketchatContext {
  readonly channel: string;
  readonly nowMs: number;
  /** What no error may show. */
  readonly secrets: readonly string[];
}

/** In its words, under whichever status; old servers answer 400 where their limit is reached. */
const TOO_MANY_REQUESTS = /error-too-many-requests/;

/** What Rocket.Chat's answer means: its status, and then its words, which under status 200 may say what is wrong. */
export function rocketchatVerdict(response: HttpResponse, { channel, nowMs, secrets }: RocketchatContext): Outcome {
  const byStatus = verdict(response, nowMs, { details: (body) => vendorsWords(body, secrets) });
  const outcome = byStatus.kind === 'delivered' ? byWords(response.body, secrets, byStatus) : byStatus;
  return inChannel(channel, withRateLimit(outcome, response, nowMs));
}

function byWords(body: string, secrets: readonly string[], delivered: Outcome): Outcome {
  const answer = jsonObject(body);
  if (answer === undefined) {
    return retry('clientError', `could not unmarshal JSON response ${goQuote(vendorsWords(body, secrets))}`);
  }
  if (answer['success'] === true) return delivered;
  const said = typeof answer['error'] === 'string' ? answer['error'] : '';
  return giveUp('clientError', `error response from Rocketchat: ${vendorsWords(said, secrets)}`);
}

/** Rocket.Chat says when its limit ends in a header of its own, in milliseconds since the epoch. */
function withRateLimit(outcome: Outcome, { body, headers }: HttpResponse, nowMs: number): Outcome {
  if (outcome.kind === 'delivered') return outcome;
  if (outcome.reason !== 'rateLimited' && !TOO_MANY_REQUESTS.test(body)) return outcome;
  if (outcome.kind === 'retry' && outcome.afterMs !== undefined) return outcome;
  const resetMs = Number(headers['x-ratelimit-reset'] ?? Number.NaN);
  return retry('rateLimited', outcome.error, resetMs > nowMs ? resetMs - nowMs : undefined);
}
