import { SpanKind } from '@opentelemetry/api';
import type { HttpResponse } from '../httpclient/http-message.js';
import type { RequestTrace } from '../httpclient/request-trace.js';
import { fail, type Spans } from './spans.js';
import { headersOf } from './trace-headers.js';

/** Spans of the requests that go out, and the headers that carry the trace to whom they go. */
export class OutgoingSpans implements RequestTrace {
  constructor(private readonly spans: Spans) {}

  around(
    { method, target }: { readonly method: string; readonly target: URL },
    send: (headers: Readonly<Record<string, string>>) => Promise<HttpResponse>,
  ): Promise<HttpResponse> {
    if (!this.spans.isOn) return send({});
    // The path is left out: with many vendors it is the secret.
    const attributes = {
      'http.request.method': method,
      'server.address': target.hostname,
      'server.port': Number(target.port) || (target.protocol === 'https:' ? 443 : 80),
    };
    return this.spans.runAsync(`HTTP ${method}`, { kind: SpanKind.CLIENT, attributes }, async (span) => {
      const response = await send(headersOf(this.spans.active()));
      span.setAttribute('http.response.status_code', response.status);
      if (response.status >= 400) fail(span, `status ${response.status}`);
      return response;
    });
  }
}
