import { LogLevel, WebAPIRequestError, WebClient } from '@slack/web-api';
import { formatGoDuration } from '../../duration/go-duration.js';
import type { HttpClient } from '../../httpclient/http-client.js';
import type { HttpResponse } from '../../httpclient/http-message.js';
import { isRefused } from '../../httpclient/outbound-guard.js';
import { giveUp, type Outcome, retry } from '../../notify/outcome.js';
import { goJson } from '../go-json.js';
import type { SlackMessage } from './slack-message.js';
import { inChannel, slackVerdict } from './slack-verdict.js';

export interface SlackCall {
  readonly client: HttpClient;
  readonly token: string;
  /** Of the method. */
  readonly url: string;
  readonly message: SlackMessage;
  readonly signal: AbortSignal;
  /** 0: none but the signal. */
  readonly timeoutMs: number;
  readonly nowMs: number;
  readonly isUpdating: boolean;
}

/** Enough for the Web client to be content: what Slack said is judged by us. */
const HEARD = '{"ok":true}';

/**
 * Calls a method of Slack's Web API as an app. Retries are the queue's, connections those of our HTTP client, and the
 * answer is judged as a webhook's is: the Web client takes a page of a proxy, a cut answer and a 204 for something else
 * than Alertmanager does, and keeps their words to itself.
 */
export async function callSlack(call: SlackCall): Promise<Outcome> {
  const { token, url, message, signal, timeoutMs, nowMs, isUpdating } = call;
  const channel = message.channel ?? '';
  const timeout = timeoutMs > 0 ? AbortSignal.timeout(timeoutMs) : undefined;
  const answers: HttpResponse[] = [];
  const slack = new WebClient(token, {
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logLevel: LogLevel.ERROR,
    fetch: fetchOver(call, timeout === undefined ? signal : AbortSignal.any([signal, timeout]), (answer) =>
      answers.push(answer),
    ),
  });
  try {
    await slack.apiCall(url, { ...message });
  } catch (error) {
    return inChannel(channel, unanswered(error, signal, timeout?.aborted ? timeoutMs : undefined));
  }
  const [answer] = answers;
  if (answer === undefined) return inChannel(channel, retry('other', 'Slack was not asked'));
  return slackVerdict(answer, { channel, nowMs, isUpdating });
}

/** Sends what the Web client has authorized. The body is JSON, as Alertmanager sends it, and not a form. */
function fetchOver({ client, message }: SlackCall, signal: AbortSignal, hear: (answer: HttpResponse) => void) {
  return async (url: string | URL, init?: { headers?: Record<string, string> }): Promise<Response> => {
    const authorization = init?.headers?.['Authorization'] ?? init?.headers?.['authorization'] ?? '';
    const headers = { 'content-type': 'application/json; charset=utf-8', authorization };
    hear(await client.send({ method: 'POST', url: String(url), headers, body: goJson(message) }, signal));
    return new Response(HEARD, { headers: { 'content-type': 'application/json' } });
  };
}

function unanswered(error: unknown, signal: AbortSignal, timeoutMs: number | undefined): Outcome {
  const cause = error instanceof WebAPIRequestError ? error.original : error;
  const message = cause instanceof Error ? cause.message : String(cause);
  if (signal.aborted) return retry('contextDeadlineExceeded', message);
  if (timeoutMs !== undefined) {
    return retry('other', `${message}: configured slack timeout reached (${formatGoDuration(timeoutMs)})`);
  }
  return isRefused(cause) ? giveUp('other', message) : retry('other', message);
}
