import {
  LogLevel,
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
  WebClient,
} from '@slack/web-api';
import { formatGoDuration } from '../../duration/go-duration.js';
import type { HttpClient } from '../../httpclient/http-client.js';
import { failureReason } from '../../httpclient/retry-verdict.js';
import { giveUp, type Outcome, retry } from '../../notify/outcome.js';
import { goJson } from '../go-json.js';
import type { SlackMessage } from './slack-message.js';
import { deliveredAt, inChannel } from './slack-verdict.js';

export interface SlackCall {
  readonly client: HttpClient;
  readonly token: string;
  /** Of the method. */
  readonly url: string;
  readonly message: SlackMessage;
  readonly signal: AbortSignal;
  /** 0: none but the signal. */
  readonly timeoutMs: number;
  readonly isUpdating: boolean;
}

/** Calls a method of Slack's Web API as an app. Retries are the queue's, connections those of our HTTP client. */
export async function callSlack(call: SlackCall): Promise<Outcome> {
  const { token, url, message, signal, timeoutMs, isUpdating } = call;
  const timeout = timeoutMs > 0 ? AbortSignal.timeout(timeoutMs) : undefined;
  const slack = new WebClient(token, {
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logLevel: LogLevel.ERROR,
    fetch: fetchOver(call, timeout === undefined ? signal : AbortSignal.any([signal, timeout])),
  });
  try {
    const answer: Readonly<Record<string, unknown>> = { ...(await slack.apiCall(url, { ...message })) };
    return deliveredAt({ ...textOf('ts', answer['ts']), ...textOf('channel', answer['channel']) }, isUpdating);
  } catch (error) {
    const outcome = outcomeOf(error, signal, timeout?.aborted ? timeoutMs : undefined);
    return inChannel(message.channel ?? '', outcome);
  }
}

/** Sends what the Web client has authorized. The body is JSON, as Alertmanager sends it, and not a form. */
function fetchOver({ client, message }: SlackCall, signal: AbortSignal) {
  return async (url: string | URL, init?: { headers?: Record<string, string> }): Promise<Response> => {
    const authorization = init?.headers?.['Authorization'] ?? init?.headers?.['authorization'] ?? '';
    const headers = { 'content-type': 'application/json; charset=utf-8', authorization };
    const answer = await client.send({ method: 'POST', url: String(url), headers, body: goJson(message) }, signal);
    const answered = Object.entries(answer.headers).flatMap(([name, value]): [string, string][] =>
      value === undefined ? [] : [[name, String(value)]],
    );
    return new Response(answer.body, { status: answer.status, headers: answered });
  };
}

function outcomeOf(error: unknown, signal: AbortSignal, timeoutMs: number | undefined): Outcome {
  if (error instanceof WebAPIRateLimitedError) {
    return retry('rateLimited', `Slack asks to wait ${error.retryAfter} s`, error.retryAfter * 1000);
  }
  if (error instanceof WebAPIPlatformError) {
    return giveUp('clientError', `error response from Slack: ${error.data.error}`);
  }
  if (error instanceof WebAPIHTTPError) {
    const { statusCode: status } = error;
    const body = typeof error.body === 'string' ? error.body : '';
    const text = body === '' ? `unexpected status code ${status}` : `unexpected status code ${status}: ${body}`;
    return status >= 500 || status === 429 ? retry(failureReason(status), text) : giveUp(failureReason(status), text);
  }
  const cause = error instanceof WebAPIRequestError ? error.original : error;
  const message = cause instanceof Error ? cause.message : String(cause);
  if (signal.aborted) return retry('contextDeadlineExceeded', message);
  if (timeoutMs === undefined) return retry('other', message);
  return retry('other', `${message}: configured slack timeout reached (${formatGoDuration(timeoutMs)})`);
}

function textOf(key: string, value: unknown): Record<string, string> {
  return typeof value === 'string' ? { [key]: value } : {};
}
