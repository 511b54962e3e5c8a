import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';

/** How long a client has to read why it is sent away. */
const LINGER_MS = 500;

const STATUSES: ReadonlyMap<string, string> = new Map([
  ['HPE_HEADER_OVERFLOW', '431 Request Header Fields Too Large'],
  ['HPE_CHUNK_EXTENSIONS_OVERFLOW', '413 Request Entity Too Large'],
  ['ERR_HTTP_REQUEST_TIMEOUT', '408 Request Timeout'],
]);

/** Answers what is no request, in Go's words. */
export class ClientErrors {
  readonly #underWay = new WeakMap<Duplex, Set<ServerResponse>>();

  watch(server: Server): void {
    server.on('request', (request, response) => this.#note(request, response));
    server.on('checkContinue', (request, response) => this.#note(request, response));
    server.on('clientError', (error, socket) => {
      const code = 'code' in error ? String(error.code) : '';
      if (code === 'ECONNRESET' || this.#isAnswering(socket)) socket.destroy();
      else sendAway(socket, STATUSES.get(code) ?? '400 Bad Request');
    });
    server.on('connect', (_request, socket) => sendAway(socket, '405 Method Not Allowed'));
  }

  #note({ socket }: IncomingMessage, response: ServerResponse): void {
    const responses = this.#underWay.get(socket) ?? new Set();
    this.#underWay.set(socket, responses.add(response));
    response.once('close', () => responses.delete(response));
  }

  /** A second answer in the middle of one would be taken for a part of it. */
  #isAnswering(socket: Duplex): boolean {
    return [...(this.#underWay.get(socket) ?? [])].some(({ headersSent }) => headersSent);
  }
}

function sendAway(socket: Duplex, status: string): void {
  if (!socket.writable) return;
  socket.on('error', () => {});
  socket.end(`HTTP/1.1 ${status}\r\nContent-Type: text/plain; charset=utf-8\r\nConnection: close\r\n\r\n${status}`);
  setTimeout(() => socket.destroy(), LINGER_MS).unref();
}
