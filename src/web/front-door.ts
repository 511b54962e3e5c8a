import { finished } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { answerProtocol } from '../api/v2/answer-protocol.js';
import { formatGoDuration } from '../duration/go-duration.js';
import type { HttpMetrics } from '../metrics/http-metrics.js';
import { answerPageProtocol } from './answer-page-protocol.js';
import { GetLimit } from './get-limit.js';
import type { HttpOptions } from './http-options.js';
import { locate, type Place } from './place.js';

/** What happens to every request before a controller sees it. */
export class FrontDoor {
  readonly #getLimit: GetLimit;

  constructor(
    private readonly options: HttpOptions,
    private readonly metrics: HttpMetrics,
  ) {
    this.#getLimit = new GetLimit(options.getConcurrencyMax, metrics);
  }

  /** Fastify's onRequest hook. A request that is answered here goes no further. */
  readonly onRequest = (request: FastifyRequest, reply: FastifyReply, next: () => void): void => {
    const place = locate(pathOf(request.url), this.options.routePrefix);
    if (isStream(place)) {
      if (!answer(place, request, reply)) next();
      return;
    }
    const startedMs = performance.now();
    const leave = this.#getLimit.enter(request, reply);
    const cancelTimeout = leave === undefined ? () => {} : this.#limitTime(reply);
    finished(reply.raw, () => {
      cancelTimeout();
      leave?.();
      this.#measure(place, request, reply, (performance.now() - startedMs) / 1000);
    });
    if (leave === undefined || answer(place, request, reply)) return;
    next();
  };

  #limitTime(reply: FastifyReply): () => void {
    const { timeoutMs } = this.options;
    if (timeoutMs <= 0) return () => {};
    const timer = setTimeout(() => {
      // An answer that has begun goes on: its status is out already.
      if (reply.sent || reply.raw.headersSent) return;
      const text = `Exceeded configured timeout of ${formatGoDuration(timeoutMs)}.\n`;
      reply.code(503).header('Content-Type', 'text/plain; charset=utf-8').send(text);
    }, timeoutMs);
    return () => clearTimeout(timer);
  }

  #measure(place: Place, { method }: FastifyRequest, reply: FastifyReply, seconds: number): void {
    const handler = handlerOf(place);
    if (handler === undefined) return;
    const labels = { handler, method: METHODS.has(method) ? method.toLowerCase() : 'unknown' };
    this.metrics.httpRequestDurationSeconds.observe({ ...labels, code: String(reply.raw.statusCode) }, seconds);
    if (place.kind === 'page') {
      this.metrics.httpResponseSizeBytes.observe(labels, Number(reply.getHeader('content-length') ?? 0));
    }
  }
}

/** A stream that lasts for hours is no request that is slow, nor one that keeps others from being answered. */
function isStream(place: Place): boolean {
  return place.kind === 'page' && place.endpoint?.isStream === true;
}

/** Other names of methods are up to the client, and would make a series each. */
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'CONNECT']);

function pathOf(url: string): string {
  const query = url.indexOf('?');
  return query < 0 ? url : url.slice(0, query);
}

function answer(place: Place, request: FastifyRequest, reply: FastifyReply): boolean {
  if (place.kind !== 'api') return answerPageProtocol(place, request, reply);
  return answerProtocol(place.path, place.endpoint, request, reply);
}

/** Unknown paths of the API share one name; the rest of the server does not measure them (Alertmanager). */
function handlerOf(place: Place): string | undefined {
  if (place.kind === 'api') return place.endpoint?.handler ?? '/api/v2/{unknown}';
  return place.kind === 'page' ? place.endpoint?.handler : undefined;
}
