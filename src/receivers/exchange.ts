import type { HttpResponse } from '../httpclient/http-message.js';
import { giveUp, type Outcome } from '../notify/outcome.js';
import { attempt, type HttpAttempt } from './attempt.js';

/** What came of one request of several: an answer to go on with, or why there is none. */
export type Exchanged = { readonly answer: HttpResponse } | { readonly failed: Outcome };

/** Sends one request of several. `judge` says of an answer whether it can be gone on with: `delivered`, or a failure. */
export async function exchange(request: HttpAttempt): Promise<Exchanged> {
  let answer: HttpResponse | undefined;
  const outcome = await attempt({
    ...request,
    judge: (response) => {
      answer = response;
      return request.judge(response);
    },
  });
  if (outcome.kind !== 'delivered') return { failed: outcome };
  return answer === undefined ? { failed: giveUp('other', 'there was no answer') } : { answer };
}
