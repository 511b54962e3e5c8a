import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Http2ServerRequest, Http2ServerResponse } from 'node:http2';
import type { AddressInfo, ListenOptions, Socket } from 'node:net';
import type { Logger } from '../log/logger.js';
import { ClientErrors } from './client-errors.js';
import { Http2 } from './http2.js';
import { originForm } from './origin-form.js';
import type { Protection } from './protection/protection.js';
import { RECEIVE_LIMITS, type ReceiveLimits } from './receive-limits.js';
import { Handshakes } from './tls/handshakes.js';

/** What answers requests: a Fastify server does. */
export interface RequestHandler {
  routing(request: IncomingMessage | Http2ServerRequest, response: ServerResponse | Http2ServerResponse): void;
}

export interface HttpListenersParts {
  readonly handler: RequestHandler;
  readonly logger: Logger;
  /** undefined: everybody may ask, in clear. */
  readonly protection?: Protection | undefined;
  readonly limits?: ReceiveLimits;
}

/** Takes connections on any number of addresses, secure or in clear, and hands their requests to one handler. */
export class HttpListeners {
  readonly #servers: Server[] = [];
  readonly #connections = new Set<Socket>();
  readonly #errors = new ClientErrors();
  readonly #limits: ReceiveLimits;
  readonly #http2: Http2;

  constructor(private readonly parts: HttpListenersParts) {
    this.#limits = parts.limits ?? RECEIVE_LIMITS;
    this.#http2 = new Http2(this.#serve, this.#limits);
  }

  /**
   * @returns where it listens: an address, or the path of a local socket; null where the system does not tell
   * @throws {Error} when it cannot
   */
  async listen(where: ListenOptions | { readonly fd: number }): Promise<AddressInfo | string | null> {
    const server = this.#createServer();
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(where, () => {
        server.off('error', reject);
        resolve();
      });
    });
    // An accept that fails must not end the process.
    server.on('error', (error) => this.parts.logger.error('A listener failed', { err: error.message }));
    this.#servers.push(server);
    return server.address();
  }

  /** Takes nothing new, lets what is under way end, and cuts off what is left after `graceMs`. */
  async close(graceMs: number): Promise<void> {
    // A connection that is kept alive becomes idle at any moment.
    const idle = setInterval(() => {
      for (const server of this.#servers) server.closeIdleConnections();
    }, 50);
    const cut = setTimeout(() => {
      for (const connection of this.#connections) connection.destroy();
    }, graceMs);
    const closed = this.#servers.map((server) => new Promise((resolve) => server.close(resolve)));
    this.#http2.close();
    await Promise.all(closed);
    clearTimeout(cut);
    clearInterval(idle);
  }

  #createServer(): Server {
    const { headerBytesMax, headersMs, requestMs, stalledMs, idleMs, lookEveryMs } = this.#limits;
    const server = createServer(
      {
        maxHeaderSize: headerBytesMax,
        headersTimeout: headersMs,
        requestTimeout: requestMs,
        keepAliveTimeout: idleMs,
        connectionsCheckingInterval: lookEveryMs,
      },
      this.#serve,
    );
    server.setTimeout(stalledMs);
    server.on('checkContinue', (request: IncomingMessage, response: ServerResponse) => {
      this.#serve(request, response, () => response.writeContinue());
    });
    this.#errors.watch(server);
    if (this.parts.protection?.tls !== undefined) this.#secure(server, this.parts.protection.tls);
    server.on('connection', (socket: Socket) => {
      this.#connections.add(socket);
      socket.once('close', () => this.#connections.delete(socket));
    });
    return server;
  }

  /** Puts a handshake between the server's connections and what it does with them. */
  #secure(server: Server, tls: NonNullable<Protection['tls']>): void {
    const speakHttp1 = server.listeners('connection');
    server.removeAllListeners('connection');
    const handshakes = new Handshakes(tls, (socket) => {
      if (socket.alpnProtocol === 'h2') this.#http2.speak(socket);
      else for (const listener of speakHttp1) Reflect.apply(listener, server, [socket]);
    });
    server.on('connection', (socket: Socket) => handshakes.begin(socket));
  }

  /** @param admitted called when the request goes on */
  readonly #serve = (
    request: IncomingMessage | Http2ServerRequest,
    response: ServerResponse | Http2ServerResponse,
    admitted: () => void = () => {},
  ): void => {
    const { handler, protection, logger } = this.parts;
    if (request.url === '*') {
      answerForServer(request, response);
      return;
    }
    request.url = originForm(request.url ?? '/');
    const goOn = () => {
      admitted();
      handler.routing(request, response);
    };
    if (protection === undefined) {
      goOn();
      return;
    }
    protection.gate.admit(request, response).then(
      (isAdmitted) => {
        if (isAdmitted) goOn();
      },
      (error: unknown) => {
        logger.error('A request could not be looked at', { err: String(error) });
        response.destroy();
      },
    );
  };
}

/** A question about the server as a whole, answered as Go does: nothing more is told than that it is there. */
function answerForServer(
  { method }: IncomingMessage | Http2ServerRequest,
  response: ServerResponse | Http2ServerResponse,
) {
  response.statusCode = method === 'OPTIONS' ? 200 : 400;
  response.end();
}
