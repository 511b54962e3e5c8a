import { secretValue } from '../../httpclient/file-secret.js';
import type { HttpClient } from '../../httpclient/http-client.js';
import { DEFAULT_HTTP_CONFIG, type HttpConfig } from '../../httpclient/http-config.js';
import { type Notification, Notifier } from '../../notify/notifier.js';
import type { Outcome } from '../../notify/outcome.js';
import { attempt, making } from '../attempt.js';
import { withoutCredentials } from '../own-credentials.js';
import type { ReceiverDeps } from '../receiver-deps.js';
import { secretsOfHttp } from '../secret-parts.js';
import type { TwilioConfig } from './config.js';
import { twilioMessage } from './twilio-message.js';
import { twilioVerdict } from './twilio-verdict.js';

/**
 * Sends an SMS, or calls and says the message, by Twilio. Its API cannot tell a retry from a new message: where an answer
 * was lost, somebody is told twice.
 */
export class TwilioNotifier extends Notifier {
  readonly #http: HttpConfig;
  readonly #client: HttpClient;

  constructor(
    private readonly config: TwilioConfig,
    private readonly deps: ReceiverDeps,
  ) {
    super();
    this.#http = withoutCredentials(config.httpConfig ?? DEFAULT_HTTP_CONFIG);
    this.#client = deps.httpClient(this.#http);
  }

  override async notify({ data, nowMs }: Notification, signal: AbortSignal): Promise<Outcome> {
    const prepared = await making(async () => ({
      message: twilioMessage(this.config, (source) => this.deps.templates.text(source, data)),
      credentials: await this.#credentials(),
      ofHttp: await secretsOfHttp(this.#http, this.deps.read),
    }));
    if ('failed' in prepared) return prepared.failed;
    const { message, credentials, ofHttp } = prepared.made;
    const proof = Buffer.from(`${credentials.user}:${credentials.password}`).toString('base64');
    return attempt({
      client: this.#client,
      request: {
        method: 'POST',
        url: this.#url(message.resource),
        headers: { 'content-type': 'application/x-www-form-urlencoded', authorization: `Basic ${proof}` },
        body: message.form.toString(),
      },
      signal,
      timeoutMs: 0,
      name: 'twilio',
      judge: (response) => twilioVerdict(response, nowMs, [credentials.password, proof, ...ofHttp]),
    });
  }

  override close(): Promise<void> {
    return this.#client.close();
  }

  #url(resource: string): string {
    const { apiUrl, accountSid } = this.config;
    return `${apiUrl.replace(/\/+$/, '')}/2010-04-01/Accounts/${encodeURIComponent(accountSid)}/${resource}.json`;
  }

  /** The account's own, or those of an API key of it. */
  async #credentials(): Promise<{ readonly user: string; readonly password: string }> {
    const { accountSid, authToken, authTokenFile, apiKeySid, apiKeySecret, apiKeySecretFile } = this.config;
    const { read } = this.deps;
    const isKey = apiKeySid !== '';
    const password = isKey
      ? await secretValue(apiKeySecret, apiKeySecretFile, read)
      : await secretValue(authToken, authTokenFile, read);
    if (password === '') throw new Error(`${isKey ? 'api_key_secret' : 'auth_token'} is empty`);
    return { user: isKey ? apiKeySid : accountSid, password };
  }
}
