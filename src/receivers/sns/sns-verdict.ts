import type { PublishCommandOutput } from '@aws-sdk/client-sns';
import { isRefused } from '../../httpclient/outbound-guard.js';
import { failureReason, retryAfterMs } from '../../httpclient/retry-verdict.js';
import { giveUp, type Outcome, retry } from '../../notify/outcome.js';
import { type JsonAnswer, membersOf } from '../json-answer.js';
import { vendorsWords } from '../vendors-words.js';
import { MissingRegionError } from './sns-client.js';

/** AWS says with status 400, too, that it is asked too often. */
const THROTTLED = /Throttl|RequestLimitExceeded|TooManyRequests/;

/** What fails now need not fail with newer credentials, or with a clock that is put right. */
const OUTDATED = /^(ExpiredToken|ExpiredTokenException|RequestExpired|RequestTimeTooSkewed|RequestInTheFuture)$/;

/** What an error of the SDK means. @param secrets that no error may show */
export function snsVerdict(error: unknown, nowMs: number, secrets: readonly string[]): Outcome {
  const words = vendorsWords(error instanceof Error ? error.message : String(error), secrets);
  if (error instanceof MissingRegionError || isRefused(error)) return giveUp('other', words);
  const { status, headers } = answerOf(error);
  // No answer: the network, or no credentials to be found.
  if (status === undefined) return retry('other', words);

  // Whoever answered this was not SNS.
  if (status >= 200 && status <= 299) return retry('other', `unexpected answer: ${words}`);
  const name = error instanceof Error ? error.name : '';
  const text = `unexpected status code ${status}${words === '' ? '' : `: ${words}`}`;
  if (status === 429 || (status < 500 && THROTTLED.test(name))) {
    return retry('rateLimited', text, retryAfterMs(textOf(headers['retry-after']), nowMs));
  }
  if (status >= 500 && status <= 599) {
    return retry(failureReason(status), text, retryAfterMs(textOf(headers['retry-after']), nowMs));
  }
  return OUTDATED.test(name) ? retry(failureReason(status), text) : giveUp(failureReason(status), text);
}

/** Somebody answered, and did not say that the message was taken. */
export class UnconfirmedError extends Error {
  constructor(
    message: string,
    /** As the SDK's own errors have it. */
    readonly $metadata: PublishCommandOutput['$metadata'],
  ) {
    super(message);
  }
}

/** The SDK hangs the answer on its errors, also on one that it could not read. */
function answerOf(error: unknown): { readonly status: number | undefined; readonly headers: JsonAnswer } {
  if (typeof error !== 'object' || error === null) return { status: undefined, headers: {} };
  const response = membersOf('$response' in error ? error.$response : undefined);
  const metadata = membersOf('$metadata' in error ? error.$metadata : undefined);
  const status = metadata['httpStatusCode'] ?? response['statusCode'];
  return { status: typeof status === 'number' ? status : undefined, headers: membersOf(response['headers']) };
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
