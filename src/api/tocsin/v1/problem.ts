import type { FastifyReply } from 'fastify';

/** What went wrong, as RFC 9457 has it: `{"title", "status", "detail", …}`. */
export class Problem extends Error {
  /**
   * @param title the same for every problem of its kind
   * @param detail what is wrong this time, and what to do
   * @param more members of its own
   */
  constructor(
    readonly status: number,
    readonly title: string,
    detail: string,
    readonly more: Readonly<Record<string, unknown>> = {},
  ) {
    super(detail);
  }
}

export function sendProblem(reply: FastifyReply, { status, title, message, more }: Problem): void {
  const body = JSON.stringify({ title, status, detail: message, ...more });
  reply
    .code(status)
    .header('Content-Type', 'application/problem+json')
    .send(Buffer.from(`${body}\n`));
}
