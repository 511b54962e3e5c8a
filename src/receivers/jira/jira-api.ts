import type { HttpClient } from '../../httpclient/http-client.js';
import type { HttpRequest } from '../../httpclient/http-message.js';
import { verdict } from '../../httpclient/retry-verdict.js';
import { type Exchanged, exchange } from '../exchange.js';
import { goJson } from '../go-json.js';
import { vendorsWords } from '../vendors-words.js';

/** One notification's way to Jira. */
export interface JiraApi {
  readonly client: HttpClient;
  readonly nowMs: number;
  readonly signal: AbortSignal;
  /** What no error may show. */
  readonly secrets: readonly string[];
}

/** Sends one request of Jira's REST API. Jira's words are asked for in English, for the log. */
export function callJira(
  { client, nowMs, signal, secrets }: JiraApi,
  method: HttpRequest['method'],
  url: string,
  body?: unknown,
): Promise<Exchanged> {
  const headers = { 'content-type': 'application/json', 'accept-language': 'en' };
  return exchange({
    client,
    request: { method, url, headers, ...(body === undefined ? {} : { body: goJson(body) }) },
    signal,
    timeoutMs: 0,
    name: 'jira',
    judge: (response) => verdict(response, nowMs, { details: (answer) => vendorsWords(answer, secrets) }),
  });
}
