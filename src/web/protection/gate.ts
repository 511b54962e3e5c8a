import type { IncomingHttpHeaders } from 'node:http';
import type { WebConfig } from '../../config/web-config.js';
import { basicCredentials } from './basic-credentials.js';
import type { PasswordChecks } from './password-checks.js';
import { TokenBucket } from './token-bucket.js';
import type { WebConfigFile } from './web-config-file.js';

/** What the gate needs of a request, in HTTP/1 and HTTP/2 alike. */
export interface GateRequest {
  readonly headers: IncomingHttpHeaders;
}

/** What the gate needs of a response. */
export interface GateResponse {
  readonly destroyed: boolean;
  /** In HTTP/2, it is this that tells whether anybody still waits. */
  readonly stream?: { readonly closed: boolean; readonly destroyed: boolean };
  statusCode: number;
  setHeader(name: string, value: string): unknown;
  end(text: string): unknown;
}

/** What the gate makes of a configuration. */
interface Rules {
  readonly from: WebConfig;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly hashes: ReadonlyMap<string, string>;
  readonly bucket: TokenBucket;
}

/**
 * What `--web.config.file` asks of every request, before anything else of the server sees it, in exporter-toolkit's
 * order: a readable file, the rate limit, the headers, the password. The file is asked anew for each request.
 */
export class Gate {
  #rules: Rules | undefined;

  constructor(
    private readonly file: Pick<WebConfigFile, 'current'>,
    private readonly passwords: Pick<PasswordChecks, 'check'>,
    private readonly nowMs: () => number,
  ) {}

  /** @returns whether the request may go on; it is answered otherwise */
  async admit(request: GateRequest, response: GateResponse): Promise<boolean> {
    const config = await this.file.current();
    // Whoever asked is gone.
    if (isGone(response)) return false;
    if (config === undefined) return refuse(response, 500, 'Internal Server Error');
    const { bucket, headers, hashes } = this.#rulesOf(config);
    if (!bucket.take()) return refuse(response, 429, 'Too Many Requests');
    for (const [name, value] of headers) response.setHeader(name, value);
    if (hashes.size === 0) return true;

    const credentials = basicCredentials(request.headers.authorization);
    const verdict = credentials === undefined ? 'wrong' : await this.passwords.check(hashes, credentials);
    if (isGone(response)) return false;
    if (verdict === 'right') return true;
    if (verdict === 'busy') return refuse(response, 503, 'Too many passwords are being checked, try again later.');
    response.setHeader('WWW-Authenticate', 'Basic');
    return refuse(response, 401, 'Unauthorized');
  }

  #rulesOf(config: WebConfig): Rules {
    if (this.#rules?.from === config) return this.#rules;
    const { rateLimit, http, users } = config;
    const bucket = this.#rules?.bucket;
    const isSameRate = bucket?.rate.burst === rateLimit.burst && bucket.rate.intervalMs === rateLimit.intervalMs;
    this.#rules = {
      from: config,
      headers: Object.entries(http.headers).map(([name, value]) => [name, onOneLine(value)] as const),
      hashes: new Map(Object.entries(users).map(([user, { value }]) => [user, value.reveal()])),
      bucket: bucket !== undefined && isSameRate ? bucket : new TokenBucket(rateLimit, this.nowMs),
    };
    return this.#rules;
  }
}

/** A request that nobody waits for would never be seen to end. */
function isGone({ destroyed, stream }: GateResponse): boolean {
  return stream === undefined ? destroyed : stream.closed || stream.destroyed;
}

/** As Go's http.Error. */
function refuse(response: GateResponse, status: number, text: string): false {
  response.statusCode = status;
  response.setHeader('Content-Type', 'text/plain; charset=utf-8');
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.end(`${text}\n`);
  return false;
}

/** Go breaks no line of a header either: a long policy may be folded in the file. */
function onOneLine(value: string): string {
  return value.replace(/[\r\n]/g, ' ').trim();
}
