import type { HttpRequest, HttpResponse } from '../../httpclient/http-message.js';
import type { HttpSender } from '../world.js';
import { goNetworkError } from './go-network-error.js';
import type { ServerUrl } from './server-url.js';

export interface ConnectionParts {
  readonly server: ServerUrl;
  readonly http: HttpSender;
  readonly signal: AbortSignal;
}

/** A request to the server. */
export interface ServerRequest {
  readonly method: HttpRequest['method'];
  /** Below the server's own path, with the query: `/api/v2/status`. */
  readonly path: string;
  /** JSON. */
  readonly body?: string | undefined;
}

/** Sends requests to one Alertmanager or Tocsin. */
export class Connection {
  constructor(private readonly parts: ConnectionParts) {}

  /** @throws {Error} in Go's words when there is no answer */
  async send({ method, path, body }: ServerRequest): Promise<HttpResponse> {
    const { server, http, signal } = this.parts;
    const url = `${server.scheme}://${server.host}${encodeURI(server.path)}${path}`;
    const fail = (reason: string, cause?: unknown) => {
      const verb = method.charAt(0) + method.slice(1).toLowerCase();
      return new Error(`${verb} "${url}": ${reason}`, { cause });
    };
    if (server.scheme !== 'http' && server.scheme !== 'https') {
      throw fail(`unsupported protocol scheme "${server.scheme}"`);
    }
    if (signal.aborted) throw fail('context deadline exceeded');
    try {
      const headers = {
        accept: 'application/json',
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(server.user !== undefined && { authorization: basicAuthorization(server.user) }),
      };
      return await http.send({ method, url, headers, ...(body !== undefined && { body }) }, signal);
    } catch (error) {
      throw fail(signal.aborted ? 'context deadline exceeded' : goNetworkError(causeOf(error)), error);
    }
  }

  async close(): Promise<void> {
    await this.parts.http.close();
  }
}

function basicAuthorization({ name, password }: NonNullable<ServerUrl['user']>): string {
  return `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`;
}

/** The sender wraps what went wrong in a text without the URL, which may be secret elsewhere. */
function causeOf(error: unknown): unknown {
  return error instanceof Error && error.cause !== undefined ? error.cause : error;
}
