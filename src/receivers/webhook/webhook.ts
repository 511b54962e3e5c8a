import { secretValue } from '../../httpclient/file-secret.js';
import type { HttpClient } from '../../httpclient/http-client.js';
import { DEFAULT_HTTP_CONFIG } from '../../httpclient/http-config.js';
import { verdict } from '../../httpclient/retry-verdict.js';
import { type Notification, Notifier } from '../../notify/notifier.js';
import type { Outcome } from '../../notify/outcome.js';
import { withoutSurplus } from '../../template/notification-data.js';
import type { Templates } from '../../template/templates.js';
import { attempt, making } from '../attempt.js';
import { deepTemplate } from '../deep-template.js';
import { goJson } from '../go-json.js';
import type { ReceiverDeps } from '../receiver-deps.js';
import type { WebhookConfig } from './config.js';
import { webhookMessage } from './webhook-message.js';

/** Posts the group as JSON to any address. */
export class WebhookNotifier extends Notifier {
  readonly #templates: Templates;
  readonly #client: HttpClient;

  constructor(
    private readonly config: WebhookConfig,
    private readonly deps: ReceiverDeps,
  ) {
    super();
    this.#templates = deps.templates;
    this.#client = deps.httpClient(config.httpConfig ?? DEFAULT_HTTP_CONFIG);
  }

  override async notify(notification: Notification, signal: AbortSignal): Promise<Outcome> {
    const message = await making(async () => ({
      url: await this.#url(notification),
      body: this.#body(notification),
    }));
    if ('failed' in message) return message.failed;
    const { url, body } = message.made;
    return attempt({
      client: this.#client,
      request: { method: 'POST', url, headers: { 'content-type': 'application/json' }, body },
      signal,
      timeoutMs: this.config.timeout,
      name: 'webhook',
      judge: (response) => verdict(response, notification.nowMs),
    });
  }

  override close(): Promise<void> {
    return this.#client.close();
  }

  async #url({ data }: Notification): Promise<string> {
    const source = await explained('read url_file', () =>
      secretValue(this.config.url, this.config.urlFile, this.deps.read),
    );
    const url = await explained('failed to template webhook URL', () => this.#templates.text(source, data));
    if (url === '') throw new Error('webhook URL is empty after templating');
    if (!URL.canParse(url)) throw new Error('webhook URL is not a URL after templating');
    return url;
  }

  #body({ data, groupKey }: Notification): string {
    const { payload, maxAlerts } = this.config;
    const { kept, surplus } = withoutSurplus(data, maxAlerts);
    if (payload === undefined) return goJson(webhookMessage(kept, groupKey, surplus));
    try {
      return goJson(deepTemplate(payload, (source) => this.#templates.text(source, kept)));
    } catch (error) {
      throw new Error(`failed to render custom payload: ${error instanceof Error ? error.message : String(error)}`, {
        cause: error,
      });
    }
  }
}

async function explained<T>(what: string, run: () => Promise<T> | T): Promise<T> {
  try {
    return await run();
  } catch (error) {
    throw new Error(`${what}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}
