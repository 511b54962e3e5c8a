import { secretValue } from '../../httpclient/file-secret.js';
import type { HttpClient } from '../../httpclient/http-client.js';
import { DEFAULT_HTTP_CONFIG } from '../../httpclient/http-config.js';
import type { HttpRequest } from '../../httpclient/http-message.js';
import { verdict } from '../../httpclient/retry-verdict.js';
import { type Notification, Notifier } from '../../notify/notifier.js';
import { delivered, type Outcome } from '../../notify/outcome.js';
import { attempt, making } from '../attempt.js';
import { withoutCredentials } from '../own-credentials.js';
import type { ReceiverDeps } from '../receiver-deps.js';
import { renderSecret, secretsOf } from '../secrets-of.js';
import { vendorsWords } from '../vendors-words.js';
import type { OpsgenieConfig } from './config.js';
import { opsgenieRequests } from './opsgenie-requests.js';

/** Creates and closes Opsgenie alerts by its Alert API; a group is one alert, known by its alias. */
export class OpsgenieNotifier extends Notifier {
  readonly #client: HttpClient;
  readonly #secrets: readonly string[];

  constructor(
    private readonly config: OpsgenieConfig,
    private readonly deps: ReceiverDeps,
  ) {
    super();
    // The key is the authorization: one of http_config does not take its place (prometheus/common).
    this.#client = deps.httpClient(withoutCredentials(config.httpConfig ?? DEFAULT_HTTP_CONFIG));
    this.#secrets = secretsOf(config);
  }

  override async notify(notification: Notification, signal: AbortSignal): Promise<Outcome> {
    const prepared = await making(() => this.#prepare(notification));
    if ('failed' in prepared) return prepared.failed;
    const { requests, key } = prepared.made;
    const details = (body: string) => vendorsWords(body, [...this.#secrets, key]);
    for (const request of requests) {
      const outcome = await attempt({
        client: this.#client,
        request,
        signal,
        timeoutMs: 0,
        name: 'opsgenie',
        judge: (response) => verdict(response, notification.nowMs, { details }),
      });
      if (outcome.kind !== 'delivered') return outcome;
    }
    return delivered();
  }

  override close(): Promise<void> {
    return this.#client.close();
  }

  async #prepare({ data, groupKey }: Notification): Promise<{ requests: readonly HttpRequest[]; key: string }> {
    const render = (source: string) => this.deps.templates.text(source, data);
    const { apiKey, apiKeyFile } = this.config;
    const key = renderSecret('api_key', await secretValue(apiKey, apiKeyFile, this.deps.read), render).trim();
    const headers = { 'content-type': 'application/json', authorization: `GenieKey ${key}` };
    return { requests: opsgenieRequests(this.config, { groupKey, data, render, headers }), key };
  }
}
