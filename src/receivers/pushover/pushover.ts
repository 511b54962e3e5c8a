import { secretValue } from '../../httpclient/file-secret.js';
import type { HttpClient } from '../../httpclient/http-client.js';
import { DEFAULT_HTTP_CONFIG } from '../../httpclient/http-config.js';
import { verdict } from '../../httpclient/retry-verdict.js';
import { noteSecret } from '../../httpclient/transcript.js';
import { type Notification, Notifier } from '../../notify/notifier.js';
import type { Outcome } from '../../notify/outcome.js';
import { attempt, making } from '../attempt.js';
import type { ReceiverDeps } from '../receiver-deps.js';
import { renderSecret, secretsOf } from '../secrets-of.js';
import { vendorsWords } from '../vendors-words.js';
import type { PushoverConfig } from './config.js';
import { escaped, pushoverQuery } from './pushover-query.js';

/** Pushover has one address. */
export const PUSHOVER_URL = 'https://api.pushover.net/1/messages.json';

/** Pushes to phones by Pushover. The address of a request holds all of the message, and both keys. */
export class PushoverNotifier extends Notifier {
  readonly #client: HttpClient;
  readonly #secrets: readonly string[];

  /** @param url where the API is; another one in tests */
  constructor(
    private readonly config: PushoverConfig,
    private readonly deps: ReceiverDeps,
    private readonly url = PUSHOVER_URL,
  ) {
    super();
    this.#client = deps.httpClient(config.httpConfig ?? DEFAULT_HTTP_CONFIG);
    this.#secrets = secretsOf(config);
  }

  override async notify({ data, nowMs }: Notification, signal: AbortSignal): Promise<Outcome> {
    const { config, deps } = this;
    const text = (source: string) => deps.templates.text(source, data);
    const html = (source: string) => deps.templates.html(source, data);
    const prepared = await making(async () => {
      // Alertmanager does not trim what files hold, and so sends their newline.
      const token = renderSecret('token', await secretValue(config.token, config.tokenFile, deps.read), text);
      const user = renderSecret('user_key', await secretValue(config.userKey, config.userKeyFile, deps.read), text);
      const sent = [token, user].map((key) => noteSecret(escaped(key)));
      return { keys: [token, user, ...sent], query: pushoverQuery(config, { token, user, text, html }) };
    });
    if ('failed' in prepared) return prepared.failed;
    const { keys, query } = prepared.made;
    const details = (body: string) => vendorsWords(body, [...this.#secrets, ...keys]);
    return attempt({
      client: this.#client,
      request: { method: 'POST', url: `${this.url}?${query}`, headers: { 'content-type': 'text/plain' } },
      signal,
      timeoutMs: 0,
      name: 'pushover',
      judge: (response) => verdict(response, nowMs, { details }),
    });
  }

  override close(): Promise<void> {
    return this.#client.close();
  }
}
