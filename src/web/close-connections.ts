import type { FastifyInstance } from 'fastify';

/**
 * Has a connection end with the answer that is written on it once the server closes. Kept alive, it would hold up the
 * shutdown until the client lets go of it.
 */
export function closeConnectionsOnClose(server: FastifyInstance): void {
  let isClosing = false;
  server.addHook('preClose', (done) => {
    isClosing = true;
    done();
  });
  server.addHook('onSend', (_request, reply, payload, done) => {
    if (isClosing) reply.header('Connection', 'close');
    done(null, payload);
  });
}
