import { HttpClient } from '../../src/httpclient/http-client.js';
import { DEFAULT_HTTP_CONFIG } from '../../src/httpclient/http-config.js';
import type { HttpRequest, HttpResponse } from '../../src/httpclient/http-message.js';
import type { ReceiverDeps } from '../../src/receivers/receiver-deps.js';
import { NOW_MS } from './notification.js';
import { DEPS } from './receiver-deps.js';

/** An HTTP client that is answered without a network, also with what no server can send. */
class AnsweringClient extends HttpClient {
  constructor(private readonly answer: (request: HttpRequest) => HttpResponse) {
    super(DEFAULT_HTTP_CONFIG, { read: DEPS.read, userAgent: 'test', nowMs: () => NOW_MS, environment: {} });
  }

  override async send(request: HttpRequest): Promise<HttpResponse> {
    return this.answer(request);
  }
}

/** What notifiers are built with, each of whose requests gets this answer. */
export function depsAnswering(answer: (request: HttpRequest) => HttpResponse): ReceiverDeps {
  return { ...DEPS, httpClient: () => new AnsweringClient(answer) };
}
