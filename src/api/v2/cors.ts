import type { FastifyReply, FastifyRequest } from 'fastify';

const METHODS = new Set(['GET', 'POST', 'HEAD']);
const HEADERS = new Set(['accept', 'content-type', 'x-requested-with']);

/**
 * Lets pages of any origin read and post, but not delete or change, as Alertmanager does.
 *
 * @returns whether the request was a preflight, and is answered
 */
export function answerCors({ method, headers }: FastifyRequest, reply: FastifyReply): boolean {
  const { origin } = headers;
  const wanted = headers['access-control-request-method'];
  if (method !== 'OPTIONS' || wanted === undefined || wanted === '') {
    reply.header('Vary', 'Origin');
    if (origin !== undefined && (METHODS.has(method) || method === 'OPTIONS')) {
      reply.header('Access-Control-Allow-Origin', '*');
    }
    return false;
  }

  reply.header('Vary', 'Origin, Access-Control-Request-Method, Access-Control-Request-Headers');
  const asked = headers['access-control-request-headers'] ?? '';
  if (origin !== undefined && METHODS.has(wanted) && areAllowed(asked)) {
    reply.header('Access-Control-Allow-Origin', '*').header('Access-Control-Allow-Methods', wanted);
    if (asked !== '') reply.header('Access-Control-Allow-Headers', asked);
  }
  reply.code(204).send();
  return true;
}

function areAllowed(asked: string): boolean {
  return asked.split(',').every((header) => header.trim() === '' || HEADERS.has(header.trim().toLowerCase()));
}
