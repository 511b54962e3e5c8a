import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Problem, sendProblem } from '../api/tocsin/v1/problem.js';
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
    if (error instanceof Problem) {
      sendProblem(reply, error);
      return;
    }
    const { status, message } = this.#describe(error, request);
    if (!request.url.startsWith(`${this.options.routePrefix}/api/v2/`)) sendPlainError(reply, status, message);
    else sendApiError(reply, status >= 500 ? handlerError(status, message) : frameworkError(status, message));
  }

  #describe(error: unknown, request: FastifyRequest): { status: number; message: string } {
    const status = statusOf(error);
    if (status === 413) return { status, message: this.#bodyTooLarge() };
    if (status !== undefined && status >= 400 && status < 500) return { status, message: messageOf(error) };
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

/**
 * The status that an error asks for: `body-parser.ts` says it itself, and Nest wraps Fastify's own errors.
 *
 * @returns undefined for an error that nobody expected
 */
function statusOf(error: unknown): number | undefined {
  if (error instanceof HttpException) return error.getStatus();
  if (typeof error !== 'object' || error === null || !('statusCode' in error)) return undefined;
  return typeof error.statusCode === 'number' ? error.statusCode : undefined;
}

function messageOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : String(error);
}
