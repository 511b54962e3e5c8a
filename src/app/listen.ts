import { createServer, type Server } from 'node:http';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { ListenAddress } from './listen-address.js';

const EVERYWHERE: ListenAddress = { host: undefined, port: 9093 };

/** Listens on every address. The first is Fastify's own server's; the others hand their requests to it. */
export async function listen(
  app: NestFastifyApplication,
  [first = EVERYWHERE, ...others]: readonly ListenAddress[],
): Promise<Server[]> {
  const fastify = app.getHttpAdapter().getInstance();
  await onEitherFamily(first, (host, port) => fastify.listen({ host, port }));
  const more = others.map(async (address) => {
    const server = createServer((request, response) => fastify.routing(request, response));
    await onEitherFamily(address, (host, port) => bound(server, host, port));
    return server;
  });
  return [fastify.server as Server, ...(await Promise.all(more))];
}

/** Without a host: on all addresses of both families, or of the older one where the machine has no other. */
async function onEitherFamily(
  { host, port }: ListenAddress,
  start: (host: string, port: number) => Promise<unknown>,
): Promise<void> {
  try {
    await start(host ?? '::', port);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (host !== undefined || (code !== 'EAFNOSUPPORT' && code !== 'EADDRNOTAVAIL')) throw error;
    await start('0.0.0.0', port);
  }
}

function bound(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port }, resolve);
  });
}
