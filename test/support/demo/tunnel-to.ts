import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { TLSSocket } from 'node:tls';
import { makeCertificate } from '../vendors/certificate.js';

export interface Tunnel {
  /** Of the proxy. */
  readonly url: string;
  close(): Promise<void>;
}

/** A proxy whose every tunnel leads to one HTTP server of this machine, and speaks TLS: for vendors with a fixed address. */
export async function startTunnelTo(target: string): Promise<Tunnel> {
  const { key, cert } = makeCertificate();
  const { port, hostname } = new URL(target);
  const sockets = new Set<{ destroy(): void }>();
  const proxy = createServer((_request, response) => response.writeHead(405).end());
  proxy.on('connect', (_request, socket) => {
    socket.write('HTTP/1.1 200 OK\r\n\r\n');
    const secured = new TLSSocket(socket, { isServer: true, key, cert });
    const plain = connect(Number(port), hostname);
    for (const each of [secured, plain]) {
      sockets.add(each);
      each.once('close', () => sockets.delete(each));
      each.on('error', () => socket.destroy());
    }
    secured.pipe(plain).pipe(secured);
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    close() {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => proxy.close(() => resolve()));
    },
  };
}
