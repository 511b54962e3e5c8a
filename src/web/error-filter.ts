import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { sendApiError } from '../api/v2/answer-protocol.js';
import { ApiError, frameworkError, handlerError } from '../api/v2/api-error.js';
import type { Logger } from '../log/logger.js';
import type { TocsinMetrics } from '../metrics/tocsin-metrics.js';
import type { HttpOptions } from './http-options.js';
import { sendPlainError } from './plain-text.js';

/** Turns everything that was thrown into an answer, which never tells more than the client may know. */
@Catch()
export class ErrorFilter implements ExceptionFilter {
  constructor(
    private readonly logger: Logger,
    private readonly options: HttpOptions,
    private readonly metrics: Pick<TocsinMetrics, 'boundReachedTotal'>,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    this.answer(error, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
  }

  answer(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
    // The request has timed out, or its answer is being written.
    if (reply.sent) return;
    if (error instanceof ApiError) {
      sendApiError(reply, error);
      return;
    }
    const { status, message } = this.#describe(error, request);
    if (!request.url.startsWith(`${this.options.routePrefix}/api/v2/`)) sendPlainError(reply, status, message);
    else sendApiError(reply, status >= 500 ? handlerError(status, message) : frameworkError(status, message));
  }

  #describe(error: unknown, request: FastifyRequest): { status: number; message: string } {
    if (isHttpError(error) && error.statusCode < 500) {
      if (error.statusCode === 413) return { status: 413, message: this.#bodyTooLarge() };
      return { status: error.statusCode, message: error.message };
    }
    this.logger.error('Request failed', {
      method: request.method,
      path: request.url.split('?', 1)[0] ?? '',
      err: error instanceof Error ? (error.stack ?? error.message) : String(error),
    });
    return { status: 500, message: 'internal server error' };
  }

  #bodyTooLarge(): string {
    this.metrics.boundReachedTotal.inc({ bound: 'http_body' });
    return `request body too large: the limit is ${this.options.bodyBytesMax} bytes`;
  }
}

/** An error that says which answer it wants, as Fastify's and `body-parser.ts`'s do. */
function isHttpError(error: unknown): error is Error & { statusCode: number } {
  return (
    error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number' && error.statusCode >= 400
  );
}
