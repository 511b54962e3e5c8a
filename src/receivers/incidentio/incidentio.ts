import { secretValue } from '../../httpclient/file-secret.js';
import type { HttpClient } from '../../httpclient/http-client.js';
import { DEFAULT_HTTP_CONFIG, type HttpConfig } from '../../httpclient/http-config.js';
import { verdict } from '../../httpclient/retry-verdict.js';
import { type Notification, Notifier } from '../../notify/notifier.js';
import type { Outcome } from '../../notify/outcome.js';
import { Secret } from '../../schema/secret.js';
import { attempt, making } from '../attempt.js';
import { isSet } from '../common-fields.js';
import { explained } from '../explained.js';
import { withoutCredentials } from '../own-credentials.js';
import type { ReceiverDeps } from '../receiver-deps.js';
import { SecretAtLoad } from '../secret-at-load.js';
import { partsOfUrl, secretsOfHttp } from '../secret-parts.js';
import { vendorsWords } from '../vendors-words.js';
import type { IncidentioConfig } from './config.js';
import { errorDetails } from './error-details.js';
import { incidentioMessage } from './incidentio-message.js';

/** Sends the group to an alert source of incident.io. */
export class IncidentioNotifier extends Notifier {
  readonly #http: HttpConfig;
  readonly #token: SecretAtLoad | undefined;
  /** Made when the token is known. */
  #client: HttpClient | undefined;

  constructor(
    private readonly config: IncidentioConfig,
    private readonly deps: ReceiverDeps,
  ) {
    super();
    const { alertSourceToken, alertSourceTokenFile } = config;
    const hasToken = isSet(alertSourceToken) || alertSourceTokenFile !== '';
    this.#http = config.httpConfig ?? DEFAULT_HTTP_CONFIG;
    this.#token = hasToken ? new SecretAtLoad(alertSourceToken, alertSourceTokenFile, deps.read) : undefined;
  }

  override async notify({ data, groupKey, nowMs }: Notification, signal: AbortSignal): Promise<Outcome> {
    const prepared = await making(async () => {
      const body = incidentioMessage(data, groupKey, this.config.maxAlerts);
      const url = await this.#url();
      const token = await this.#token?.value();
      const http = token === undefined ? this.#http : authorizedBy(token, this.#http);
      this.#client ??= this.deps.httpClient(http);
      return { body, url, client: this.#client, secrets: await this.#secrets(url, http) };
    });
    if ('failed' in prepared) return prepared.failed;
    const { body, url, client, secrets } = prepared.made;
    return attempt({
      client,
      request: { method: 'POST', url, headers: { 'content-type': 'application/json' }, body },
      signal,
      timeoutMs: this.config.timeout,
      name: 'incident.io',
      judge: (response) =>
        verdict(response, nowMs, { details: (answer) => vendorsWords(errorDetails(answer), secrets) }),
    });
  }

  override async close(): Promise<void> {
    await this.#client?.close();
  }

  async #url(): Promise<string> {
    const { url, urlFile } = this.config;
    const value = url ?? (await explained('read url_file', () => secretValue(undefined, urlFile, this.deps.read)));
    if (!URL.canParse(value)) throw new Error('url is not a URL');
    return value;
  }

  async #secrets(url: string, http: HttpConfig): Promise<string[]> {
    // A URL of the configuration is shown there, too; the token that it may carry is not for errors.
    const ofUrl = this.config.url === undefined ? partsOfUrl(url) : [new URL(url).searchParams.get('token') ?? ''];
    return [...ofUrl, ...(await secretsOfHttp(http, this.deps.read))];
  }
}

function authorizedBy(token: string, http: HttpConfig): HttpConfig {
  const authorization = { type: 'Bearer', credentials: new Secret(token), credentialsFile: '', credentialsRef: '' };
  return { ...withoutCredentials(http), authorization };
}
