import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { acceptedEncoding } from '../../accepted-encoding.js';

/** A smaller body is not worth the work. */
const GZIP_BYTES_MIN = 1024;

const compress = promisify(gzip);

/**
 * Answers with JSON: compressed where the client takes it, in a few bytes where the client has it already. Whoever keeps
 * an answer has to ask again whether it still holds.
 */
export async function sendAnswer(request: FastifyRequest, reply: FastifyReply, value: unknown): Promise<void> {
  const body = Buffer.from(`${JSON.stringify(value)}\n`);
  // Weak: the compressed form has the same one.
  const etag = `W/"${createHash('sha1').update(body).digest('base64url')}"`;
  reply.code(200).header('Cache-Control', 'no-cache').header('ETag', etag).header('Vary', 'Accept-Encoding');
  if (request.method === 'GET' && hasIt(request.headers['if-none-match'], etag)) {
    reply.code(304).send();
    return;
  }
  reply.header('Content-Type', 'application/json');
  const isCompressed =
    body.length >= GZIP_BYTES_MIN && acceptedEncoding(request.headers['accept-encoding'], ['gzip']) !== undefined;
  if (isCompressed) reply.header('Content-Encoding', 'gzip');
  reply.send(isCompressed ? await compress(body, { level: 1 }) : body);
}

function hasIt(header: string | undefined, etag: string): boolean {
  return header?.split(',').some((item) => item.trim() === etag) ?? false;
}
