import type { Socket } from 'node:net';
import { createServer, type Server, type TLSSocket } from 'node:tls';
import type { Logger } from '../../log/logger.js';
import { clientFault } from './client-policy.js';
import type { TlsTerms } from './tls-terms.js';

/** A client that is slower would hold its connection for nothing. */
const HANDSHAKE_MS = 10_000;

export interface HandshakesParts {
  /** What a handshake goes by that begins now. */
  readonly terms: () => Promise<TlsTerms>;
  /** Protocols that are offered, the preferred one first. */
  readonly protocols: readonly string[];
  readonly logger: Logger;
}

/** Turns connections into secure ones, each by the terms of its moment. */
export class Handshakes {
  #current: { readonly terms: TlsTerms; readonly server: Server } | undefined;

  /** @param secured takes over a connection whose client may come in */
  constructor(
    private readonly parts: HandshakesParts,
    private readonly secured: (socket: TLSSocket) => void,
  ) {}

  begin(socket: Socket): void {
    socket.on('error', (error) => this.#failed(error));
    socket.setTimeout(HANDSHAKE_MS, () => socket.destroy());
    socket.once('readable', () => {
      const hello: unknown = socket.read();
      if (!Buffer.isBuffer(hello)) {
        socket.destroy();
      } else if (isHttp(hello)) {
        socket.end('HTTP/1.0 400 Bad Request\r\n\r\nClient sent an HTTP request to an HTTPS server.\n');
      } else {
        socket.unshift(hello);
        void this.#shake(socket);
      }
    });
  }

  async #shake(socket: Socket): Promise<void> {
    try {
      const server = this.#serverFor(await this.parts.terms());
      if (socket.destroyed) return;
      socket.setTimeout(0);
      server.emit('connection', socket);
    } catch (error) {
      this.#failed(error);
      socket.destroy();
    }
  }

  /** It never listens: connections are handed to it. Those that it has taken outlive it. */
  #serverFor(terms: TlsTerms): Server {
    if (this.#current?.terms !== terms) this.#current = { terms, server: this.#createServer(terms) };
    return this.#current.server;
  }

  #createServer({ context, clients }: TlsTerms): Server {
    const server = createServer({
      ...context,
      ALPNProtocols: [...this.parts.protocols],
      handshakeTimeout: HANDSHAKE_MS,
      requestCert: clients.isAskedFor,
      rejectUnauthorized: clients.isRequired && clients.isVerified,
    });
    server.on('tlsClientError', (error) => this.#failed(error));
    server.on('secureConnection', (socket) => {
      const fault = clientFault(socket, clients);
      if (fault === undefined) {
        this.secured(socket);
        return;
      }
      this.#failed(fault);
      socket.on('error', () => {});
      socket.destroy();
    });
    return server;
  }

  #failed(reason: unknown): void {
    this.parts.logger.debug('TLS handshake failed', { err: reason instanceof Error ? reason.message : String(reason) });
  }
}

/** As Go looks at it. */
function isHttp(hello: Buffer): boolean {
  return /^(?:GET \/|HEAD |POST |PUT \/|OPTIO)/.test(hello.toString('latin1', 0, 5));
}
