import {
  constants,
  createServer,
  type Http2Server,
  type Http2ServerRequest,
  type Http2ServerResponse,
  type ServerHttp2Session,
} from 'node:http2';
import type { TLSSocket } from 'node:tls';
import type { ReceiveLimits } from './receive-limits.js';

/** As in Go. */
const STREAMS_MAX = 250;

/** Speaks HTTP/2 on connections that others have accepted. */
export class Http2 {
  readonly #server: Http2Server;
  readonly #sessions = new Set<ServerHttp2Session>();

  constructor(
    serve: (request: Http2ServerRequest, response: Http2ServerResponse, admitted?: () => void) => void,
    limits: Pick<ReceiveLimits, 'headerBytesMax' | 'requestMs' | 'idleMs'>,
  ) {
    const settings = { maxConcurrentStreams: STREAMS_MAX, maxHeaderListSize: limits.headerBytesMax };
    this.#server = createServer({ settings });
    this.#server.on('request', (request, response) => {
      limitTime(request, response, limits.requestMs);
      serve(request, response);
    });
    this.#server.on('checkContinue', (request, response) => {
      limitTime(request, response, limits.requestMs);
      serve(request, response, () => response.writeContinue());
    });
    this.#server.on('session', (session) => {
      this.#sessions.add(session);
      session.setTimeout(limits.idleMs, () => session.close());
      session.once('close', () => this.#sessions.delete(session));
    });
  }

  speak(socket: TLSSocket): void {
    this.#server.emit('connection', socket);
  }

  /** Takes no new requests; those under way end. */
  close(): void {
    for (const session of this.#sessions) session.close();
  }
}

/** A body has to be there within a time. HTTP/1 is watched by Node itself. */
function limitTime(request: Http2ServerRequest, response: Http2ServerResponse, ms: number): void {
  const timer = setTimeout(() => request.stream.close(constants.NGHTTP2_CANCEL), ms);
  const stop = () => clearTimeout(timer);
  request.once('end', stop);
  response.once('close', stop);
}
