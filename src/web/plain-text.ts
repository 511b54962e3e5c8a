import type { FastifyReply } from 'fastify';

/** An answer as Go's http.Error makes it: a line of text that a browser does not take for anything else. */
export function sendPlainError(reply: FastifyReply, status: number, text: string): void {
  reply
    .code(status)
    .header('Content-Type', 'text/plain; charset=utf-8')
    .header('X-Content-Type-Options', 'nosniff')
    .send(`${text}\n`);
}
