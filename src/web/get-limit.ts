import type { FastifyReply, FastifyRequest } from 'fastify';
import type { HttpMetrics } from '../metrics/http-metrics.js';
import { sendPlainError } from './plain-text.js';

/** Keeps the number of GET requests that are answered at once within a bound. */
export class GetLimit {
  #inFlight = 0;

  constructor(
    private readonly max: number,
    private readonly metrics: Pick<HttpMetrics, 'httpRequestsInFlight' | 'httpConcurrencyLimitExceededTotal'>,
  ) {}

  /** @returns a function to call when the request is answered; undefined when it was refused */
  enter({ method }: FastifyRequest, reply: FastifyReply): (() => void) | undefined {
    if (method !== 'GET') return () => {};
    if (this.#inFlight >= this.max) {
      this.metrics.httpConcurrencyLimitExceededTotal.inc({ method: 'get' });
      sendPlainError(reply, 503, `Limit of concurrent GET requests reached (${this.max}), try again later.\n`);
      return undefined;
    }
    this.#change(1);
    return () => this.#change(-1);
  }

  #change(by: number): void {
    this.#inFlight += by;
    this.metrics.httpRequestsInFlight.set({ method: 'get' }, this.#inFlight);
  }
}
