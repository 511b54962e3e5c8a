import { type Context, type Span, SpanKind } from '@opentelemetry/api';
import { fail, type Spans } from './spans.js';
import { contextOf } from './trace-headers.js';

export interface IncomingRequest {
  readonly method: string;
  readonly path: string;
  /** The path's pattern; undefined where nothing is. */
  readonly handler: string | undefined;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** What Alertmanager calls the handlers of its API. */
const HANDLERS: ReadonlyMap<string, string> = new Map([
  ['GET /api/v2/status', 'api.getStatusHandler'],
  ['GET /api/v2/receivers', 'api.getReceiversHandler'],
  ['GET /api/v2/alerts', 'api.getAlertsHandler'],
  ['POST /api/v2/alerts', 'api.postAlertsHandler'],
  ['GET /api/v2/alerts/groups', 'api.getAlertGroupsHandler'],
  ['GET /api/v2/silences', 'api.getSilencesHandler'],
  ['POST /api/v2/silences', 'api.postSilencesHandler'],
  ['GET /api/v2/silence/{silenceID}', 'api.getSilenceHandler'],
  ['DELETE /api/v2/silence/{silenceID}', 'api.deleteSilenceHandler'],
]);

/** Spans of the requests that come in; they belong to the trace that the request names. */
export class RequestSpans {
  constructor(private readonly spans: Spans) {}

  /** @returns undefined while nothing is traced */
  begin({ method, path, handler, headers }: IncomingRequest): RequestSpan | undefined {
    if (!this.spans.isOn) return undefined;
    const attributes = {
      'http.request.method': method,
      'url.path': path,
      ...(handler === undefined ? {} : { 'http.route': handler }),
    };
    const name = `${method} ${handler ?? path}`;
    const { span, context } = this.spans.start(name, { kind: SpanKind.SERVER, attributes }, contextOf(headers));
    return new RequestSpan(this.spans, span, context, HANDLERS.get(name));
  }
}

class RequestSpan {
  #handler: Span | undefined;

  /** @param handler name of the span for the work that begins once the body is there */
  constructor(
    private readonly spans: Spans,
    private readonly span: Span,
    private readonly context: Context,
    private readonly handler: string | undefined,
  ) {}

  run(next: () => void): void {
    this.spans.within(this.context, next);
  }

  handle(next: () => void): void {
    if (this.handler === undefined) {
      this.run(next);
      return;
    }
    const { span, context } = this.spans.start(this.handler, {}, this.context);
    this.#handler = span;
    this.spans.within(context, next);
  }

  end(status: number): void {
    if (status >= 400 && this.#handler !== undefined) fail(this.#handler, `status ${status}`);
    this.#handler?.end();
    this.span.setAttribute('http.response.status_code', status);
    if (status >= 500) fail(this.span, `status ${status}`);
    this.span.end();
  }
}
