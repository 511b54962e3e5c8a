import { secretValue } from '../../httpclient/file-secret.js';
import type { HttpClient } from '../../httpclient/http-client.js';
import { DEFAULT_HTTP_CONFIG, type HttpConfig } from '../../httpclient/http-config.js';
import { type Notification, Notifier } from '../../notify/notifier.js';
import type { Outcome } from '../../notify/outcome.js';
import { attempt, making } from '../attempt.js';
import { deliveryToken } from '../delivery-token.js';
import type { ReceiverDeps } from '../receiver-deps.js';
import { secretsOfHttp } from '../secret-parts.js';
import type { GooglechatConfig } from './config.js';
import { googlechatMessage } from './googlechat-message.js';
import { googlechatVerdict } from './googlechat-verdict.js';

/** Posts to a space of Google Chat by its webhook. */
export class GooglechatNotifier extends Notifier {
  readonly #http: HttpConfig;
  readonly #client: HttpClient;

  constructor(
    private readonly config: GooglechatConfig,
    private readonly deps: ReceiverDeps,
  ) {
    super();
    this.#http = config.httpConfig ?? DEFAULT_HTTP_CONFIG;
    this.#client = deps.httpClient(this.#http);
  }

  override async notify({ id, groupKey, data, nowMs }: Notification, signal: AbortSignal): Promise<Outcome> {
    const prepared = await making(async () => ({
      message: googlechatMessage(this.config, groupKey, (source) => this.deps.templates.text(source, data)),
      url: await this.#url(),
      ofHttp: await secretsOfHttp(this.#http, this.deps.read),
    }));
    if ('failed' in prepared) return prepared.failed;
    const { message, url, ofHttp } = prepared.made;
    const secrets = [url.href, ...url.searchParams.values(), ...ofHttp];
    // Google answers a retry with the message that is there already.
    url.searchParams.set('requestId', deliveryToken(id));
    if (this.config.useThreads) url.searchParams.set('messageReplyOption', 'REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD');
    return attempt({
      client: this.#client,
      request: {
        method: 'POST',
        url: url.href,
        headers: { 'content-type': 'application/json; charset=UTF-8' },
        body: JSON.stringify(message),
      },
      signal,
      timeoutMs: 0,
      name: 'googlechat',
      judge: (response) => googlechatVerdict(response, nowMs, secrets),
    });
  }

  override close(): Promise<void> {
    return this.#client.close();
  }

  async #url(): Promise<URL> {
    const url = await secretValue(this.config.webhookUrl, this.config.webhookUrlFile, this.deps.read);
    // The error of the URL class would show it.
    if (!URL.canParse(url)) throw new Error('webhook_url is not a URL');
    return new URL(url);
  }
}
