import type { Dispatcher } from 'undici';
import { Connections } from './connections.js';
import { type ReadFile, secretValue } from './file-secret.js';
import { DEFAULT_HTTP_CONFIG, type HttpConfig } from './http-config.js';
import type { HttpRequest, HttpResponse } from './http-message.js';
import { OAuth2Token } from './oauth2-token.js';
import type { OutboundGuard } from './outbound-guard.js';
import type { RequestTrace } from './request-trace.js';
import { noteExchange, noteSecret, type RawExchange, untranscribed } from './transcript.js';

export interface HttpClientParts {
  readonly read: ReadFile;
  readonly userAgent: string;
  readonly nowMs: () => number;
  /** Where `proxy_from_environment` looks. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly trace?: RequestTrace | undefined;
  /** Which addresses may be dialled; all of them without it. */
  readonly guard?: OutboundGuard | undefined;
  /** Where the body of an answer is cut: a vendor says little, a list of alerts may be long. */
  readonly bodyBytesMax?: number;
}

const BODY_BYTES_MAX = 1024 * 1024;
const REDIRECTS_MAX = 10;

/** Sends requests as an `http_config` says. Waits, connections and bodies are bounded by the caller's signal. */
export class HttpClient {
  readonly #connections: Connections;
  readonly #token: OAuth2Token | undefined;
  readonly #tokenClient: HttpClient | undefined;

  constructor(
    private readonly config: HttpConfig,
    private readonly parts: HttpClientParts,
  ) {
    this.#connections = new Connections(config, parts.read, parts.environment, parts.guard);
    if (config.oauth2 === undefined) return;
    const { oauth2 } = config;
    // The way to the token endpoint has its own TLS and proxy settings.
    const client = new HttpClient({ ...DEFAULT_HTTP_CONFIG, ...oauth2, oauth2: undefined }, parts);
    this.#tokenClient = client;
    this.#token = new OAuth2Token(oauth2, parts.read, (request, signal) => client.send(request, signal), parts.nowMs);
  }

  /**
   * Sends a request and reads the answer, following redirects as Go does: 307 and 308 keep method and body, others
   * become GET. Credentials go to the first host alone.
   *
   * @throws {Error} when no answer comes; the message does not show the URL, which may hold a secret
   */
  async send(request: HttpRequest, signal: AbortSignal): Promise<HttpResponse> {
    const first = this.#parse(request.url);
    let target = first;
    let next = request;
    for (let hops = 0; ; hops++) {
      const response = await this.#sendTraced(target, next, target.host === first.host, signal);
      const location = response.headers['location'];
      const isRedirect = [301, 302, 303, 307, 308].includes(response.status) && typeof location === 'string';
      if (!isRedirect || !this.config.followRedirects) return response;
      if (hops >= REDIRECTS_MAX) throw failure(request.method, `stopped after ${REDIRECTS_MAX} redirects`);
      target = new URL(location, target);
      if (response.status !== 307 && response.status !== 308) {
        const { body: _, ...withoutBody } = request;
        next = { ...withoutBody, method: 'GET' };
      }
    }
  }

  async close(): Promise<void> {
    await Promise.all([this.#connections.close(), this.#tokenClient?.close()]);
  }

  #sendTraced(target: URL, request: HttpRequest, isFirstHost: boolean, signal: AbortSignal): Promise<HttpResponse> {
    const { trace } = this.parts;
    if (trace === undefined) return this.#sendOnce(target, request, isFirstHost, signal);
    return trace.around({ method: request.method, target }, (headers) =>
      this.#sendOnce(target, { ...request, headers: { ...request.headers, ...headers } }, isFirstHost, signal),
    );
  }

  async #sendOnce(target: URL, request: HttpRequest, isFirstHost: boolean, signal: AbortSignal): Promise<HttpResponse> {
    const { method, body: sent = '' } = request;
    const exchange: { headers: RawExchange['headers'] } & Pick<RawExchange, 'method' | 'url' | 'body'> = {
      method,
      url: target.href,
      headers: request.headers ?? {},
      body: sent,
    };
    const startedMs = this.parts.nowMs();
    const note = (result: Partial<RawExchange>) =>
      noteExchange({ ...exchange, startedMs, endedMs: this.parts.nowMs(), ...result });
    try {
      const headers = await this.#headers(request, isFirstHost, signal);
      exchange.headers = headers;
      const dispatcher = await this.#connections.to(target);
      const {
        statusCode,
        headers: answered,
        body,
      } = await unlessAborted(
        signal,
        dispatcher.request({
          origin: target.origin,
          path: `${target.pathname}${target.search}`,
          method: request.method,
          headers,
          body: request.body ?? null,
          signal,
        }),
      );
      const response = {
        status: statusCode,
        headers: answered,
        body: await readBounded(body, this.parts.bodyBytesMax),
      };
      note({ response });
      return response;
    } catch (error) {
      note({ error: reasonOf(error, signal) });
      throw failure(request.method, reasonOf(error, signal), error);
    }
  }

  async #headers(
    request: HttpRequest,
    isFirstHost: boolean,
    signal: AbortSignal,
  ): Promise<Record<string, string | string[]>> {
    const headers: Record<string, string | string[]> = { 'user-agent': this.parts.userAgent, ...request.headers };
    for (const [name, { values, secrets, files }] of Object.entries(this.config.httpHeaders)) {
      const fromFiles = await Promise.all(files.map(async (file) => noteSecret((await this.parts.read(file)).trim())));
      headers[name.toLowerCase()] = [...values, ...secrets.map((secret) => secret.reveal()), ...fromFiles];
    }
    const authorization = isFirstHost ? await this.#authorization(signal) : undefined;
    if (authorization !== undefined) headers['authorization'] = authorization;
    return headers;
  }

  async #authorization(signal: AbortSignal): Promise<string | undefined> {
    const { basicAuth, authorization } = this.config;
    const { read } = this.parts;
    if (basicAuth !== undefined) {
      const user = basicAuth.username || (basicAuth.usernameFile && (await read(basicAuth.usernameFile)).trim());
      const password = await secretValue(basicAuth.password, basicAuth.passwordFile, read);
      return `Basic ${noteSecret(Buffer.from(`${user}:${password}`).toString('base64'))}`;
    }
    if (authorization !== undefined) {
      const credentials = await secretValue(authorization.credentials, authorization.credentialsFile, read);
      return `${authorization.type} ${credentials}`;
    }
    if (this.#token === undefined) return undefined;
    const token = this.#token;
    return `Bearer ${noteSecret(await untranscribed(() => token.value(signal)))}`;
  }

  #parse(url: string): URL {
    if (!URL.canParse(url)) throw new Error('the URL is not valid');
    const parsed = new URL(url);
    if (parsed.protocol !== 'http:' && parsed.protocol !== 'https:')
      throw new Error('the URL is neither http nor https');
    return parsed;
  }
}

/** A request that waits for a connection does not hear of its signal from undici. */
function unlessAborted<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}

async function readBounded(body: Dispatcher.ResponseData['body'], bytesMax = BODY_BYTES_MAX): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    const bytes = chunk as Buffer;
    chunks.push(bytes);
    size += bytes.length;
    if (size >= bytesMax) break;
  }
  return Buffer.concat(chunks).subarray(0, bytesMax).toString('utf8');
}

/** `Post "<redacted>": connect ECONNREFUSED 127.0.0.1:9`, as Go says it. */
function failure(method: string, reason: string, cause?: unknown): Error {
  const verb = method.charAt(0) + method.slice(1).toLowerCase();
  return new Error(`${verb} "<redacted>": ${reason}`, { cause });
}

function reasonOf(error: unknown, signal: AbortSignal): string {
  if (signal.aborted) return 'context deadline exceeded';
  if (error instanceof AggregateError) return error.errors.map((each) => reasonOf(each, signal)).join('; ');
  return error instanceof Error ? error.message : String(error);
}
