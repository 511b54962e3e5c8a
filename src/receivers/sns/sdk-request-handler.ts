import type { NodeHttpHandler } from '@smithy/node-http-handler';
import type { HttpClient } from '../../httpclient/http-client.js';

type Handle = NodeHttpHandler['handle'];
type SdkRequest = Parameters<Handle>[0];
type SdkOptions = Parameters<Handle>[1];

/** Ends requests that the SDK makes on its own account, such as those for credentials. */
const REQUEST_MS_MAX = 30_000;

/** The AWS SDK's way out: our HTTP client, so that TLS, proxies, headers and denied addresses are those of other vendors. */
export class SdkRequestHandler {
  readonly metadata = { handlerProtocol: 'http/1.1' };

  constructor(private readonly client: HttpClient) {}

  async handle(request: SdkRequest, options: SdkOptions = {}): ReturnType<Handle> {
    const timeout = AbortSignal.timeout(REQUEST_MS_MAX);
    const { abortSignal } = options;
    const signal = abortSignal instanceof AbortSignal ? AbortSignal.any([abortSignal, timeout]) : timeout;
    const answer = await this.client.send(
      { method: methodOf(request), url: urlOf(request), headers: headersOf(request), ...bodyOf(request) },
      signal,
    );
    const headers = Object.entries(answer.headers).flatMap(([name, value]): [string, string][] =>
      value === undefined ? [] : [[name, String(value)]],
    );
    const response = {
      statusCode: answer.status,
      headers: Object.fromEntries(headers),
      body: Buffer.from(answer.body),
    };
    return { response };
  }

  /** The client is its owner's to close. */
  destroy(): void {}

  updateHttpClientConfig(): void {}

  httpHandlerConfigs(): Record<string, never> {
    return {};
  }
}

function methodOf({ method }: SdkRequest): 'GET' | 'POST' | 'PUT' | 'DELETE' {
  if (method === 'GET' || method === 'POST' || method === 'PUT' || method === 'DELETE') return method;
  throw new Error(`the AWS SDK asks for the method ${method}, which no request of SNS or STS has`);
}

function urlOf({ protocol, hostname, port, path, query }: SdkRequest): string {
  const url = new URL(`${protocol}//${hostname}${port === undefined ? '' : `:${port}`}${path}`);
  for (const [name, value] of Object.entries(query)) {
    for (const each of [value ?? ''].flat()) url.searchParams.append(name, each);
  }
  return url.href;
}

/** Without those that our client writes itself, none of which is signed but the host, which is the same. */
function headersOf({ headers }: SdkRequest): Record<string, string> {
  const own = ['host', 'content-length', 'user-agent'];
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !own.includes(name.toLowerCase())));
}

function bodyOf({ body }: SdkRequest): { readonly body?: string } {
  if (typeof body === 'string') return { body };
  return body instanceof Uint8Array ? { body: Buffer.from(body).toString('utf8') } : {};
}
