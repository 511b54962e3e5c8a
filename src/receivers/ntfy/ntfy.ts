import { secretValue } from '../../httpclient/file-secret.js';
import type { HttpClient } from '../../httpclient/http-client.js';
import { DEFAULT_HTTP_CONFIG, type HttpConfig } from '../../httpclient/http-config.js';
import { type Notification, Notifier } from '../../notify/notifier.js';
import type { Outcome } from '../../notify/outcome.js';
import { attempt, making } from '../attempt.js';
import { isSet } from '../common-fields.js';
import { withoutCredentials } from '../own-credentials.js';
import type { ReceiverDeps } from '../receiver-deps.js';
import { secretsOfHttp } from '../secret-parts.js';
import type { NtfyConfig } from './config.js';
import { ntfyMessage } from './ntfy-message.js';
import { ntfyVerdict } from './ntfy-verdict.js';

interface Credentials {
  readonly headers: Readonly<Record<string, string>>;
  /** What of them no error may show. */
  readonly secrets: readonly string[];
}

/** Publishes to a topic of ntfy.sh, or of a server of one's own. */
export class NtfyNotifier extends Notifier {
  readonly #http: HttpConfig;
  readonly #client: HttpClient;

  constructor(
    private readonly config: NtfyConfig,
    private readonly deps: ReceiverDeps,
  ) {
    super();
    const http = config.httpConfig ?? DEFAULT_HTTP_CONFIG;
    this.#http = this.#hasCredentials() ? withoutCredentials(http) : http;
    this.#client = deps.httpClient(this.#http);
  }

  override async notify({ id, data, nowMs }: Notification, signal: AbortSignal): Promise<Outcome> {
    const prepared = await making(async () => ({
      body: ntfyMessage(this.config, id, (source) => this.deps.templates.text(source, data)),
      credentials: await this.#credentials(),
      ofHttp: await secretsOfHttp(this.#http, this.deps.read),
    }));
    if ('failed' in prepared) return prepared.failed;
    const { body, credentials, ofHttp } = prepared.made;
    const secrets = [...credentials.secrets, ...ofHttp];
    const headers = { 'content-type': 'application/json', ...credentials.headers };
    return attempt({
      client: this.#client,
      // JSON is published to the root alone: below it, it would be the text of a message.
      request: { method: 'POST', url: `${this.config.url.replace(/\/+$/, '')}/`, headers, body },
      signal,
      timeoutMs: 0,
      name: 'ntfy',
      judge: (response) => ntfyVerdict(response, nowMs, secrets),
    });
  }

  override close(): Promise<void> {
    return this.#client.close();
  }

  #hasCredentials(): boolean {
    return isSet(this.config.token) || this.config.tokenFile !== '' || this.config.username !== '';
  }

  async #credentials(): Promise<Credentials> {
    const { token, tokenFile, username, password, passwordFile } = this.config;
    if (!this.#hasCredentials()) return { headers: {}, secrets: [] };
    if (username === '') {
      const value = await secretValue(token, tokenFile, this.deps.read);
      if (value === '') throw new Error('token is empty');
      return { headers: { authorization: `Bearer ${value}` }, secrets: [value] };
    }
    const value = await secretValue(password, passwordFile, this.deps.read);
    const proof = Buffer.from(`${username}:${value}`).toString('base64');
    return { headers: { authorization: `Basic ${proof}` }, secrets: [value, proof] };
  }
}
