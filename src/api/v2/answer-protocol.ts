import type { FastifyReply, FastifyRequest } from 'fastify';
import { type ApiError, frameworkError } from './api-error.js';
import { answerCors } from './cors.js';
import type { ApiEndpoint } from './endpoints.js';
import { negotiate } from './negotiate.js';
import { sendJsonText } from './send-json.js';

/**
 * What Alertmanager's framework decides before a handler runs: preflights, unknown paths, wrong methods, wrong types.
 *
 * @param path without the route prefix
 * @returns whether the request is answered
 */
export function answerProtocol(
  path: string,
  endpoint: ApiEndpoint | undefined,
  request: FastifyRequest,
  reply: FastifyReply,
): boolean {
  if (answerCors(request, reply)) return true;
  reply.header('Cache-Control', 'no-store');
  const error = protocolError(path, endpoint, request);
  if (error === undefined) return false;
  sendApiError(reply, error);
  return true;
}

export function sendApiError(reply: FastifyReply, { status, body, headers }: ApiError): void {
  reply.code(status).headers({ ...headers });
  if (body === '') reply.send();
  else sendJsonText(reply, body);
}

function protocolError(path: string, endpoint: ApiEndpoint | undefined, request: FastifyRequest): ApiError | undefined {
  if (endpoint === undefined) return frameworkError(404, `path ${path} was not found`);
  const methods = endpoint.methods.join(',');
  if (!endpoint.methods.includes(request.method)) {
    return frameworkError(405, `method ${request.method} is not allowed, but [${methods}] are`, { Allow: methods });
  }
  return endpoint.isDocument ? undefined : negotiate(request);
}
