import type { HttpResponse } from '../../httpclient/http-message.js';
import { verdict } from '../../httpclient/retry-verdict.js';
import { delivered, giveUp, type Outcome, retry } from '../../notify/outcome.js';
import { jsonAnswer, membersOf } from '../json-answer.js';
import { vendorsWords } from '../vendors-words.js';

/**
 * What the Bot API's answer means: `ok`, or an error's code and description. Alertmanager tries again whatever is
 * wrong; here, what a wrong token, chat or text is answered with is given up.
 *
 * @param secrets that no error may show
 */
export function telegramVerdict(response: HttpResponse, nowMs: number, secrets: readonly string[]): Outcome {
  const answer = jsonAnswer(response.body);
  const isSuccess = response.status >= 200 && response.status <= 299;
  if (isSuccess && answer['ok'] === true) return delivered();

  const { error_code: code, description } = answer;
  if (isSuccess && typeof code !== 'number') {
    return retry('other', `unexpected answer: ${vendorsWords(response.body, secrets) || 'nothing'}`);
  }
  const status = typeof code === 'number' ? code : response.status;
  const outcome = verdict({ ...response, status }, nowMs, { details: (body) => vendorsWords(body, secrets) });
  if (typeof description !== 'string') return outcome;
  const parameters = membersOf(answer['parameters']);
  const error = `telegram: ${vendorsWords(description, secrets)} (${status})${newChat(parameters)}`;
  if (outcome.kind === 'retry') return retry(outcome.reason, error, retryAfterMs(parameters) ?? outcome.afterMs);
  return giveUp(outcome.kind === 'giveUp' ? outcome.reason : 'other', error);
}

function retryAfterMs({ retry_after: seconds }: Readonly<Record<string, unknown>>): number | undefined {
  return typeof seconds === 'number' && seconds >= 0 ? seconds * 1000 : undefined;
}

/** A group that became a supergroup has another id: only a person can write it into the configuration. */
function newChat({ migrate_to_chat_id: id }: Readonly<Record<string, unknown>>): string {
  return typeof id === 'number' ? `; its chat_id is ${id} now` : '';
}
