import type { HttpClient } from '../../httpclient/http-client.js';
import { DEFAULT_HTTP_CONFIG } from '../../httpclient/http-config.js';
import { type Notification, Notifier } from '../../notify/notifier.js';
import type { Outcome } from '../../notify/outcome.js';
import { attempt, making } from '../attempt.js';
import { goJson } from '../go-json.js';
import { joinPath } from '../join-path.js';
import type { ReceiverDeps } from '../receiver-deps.js';
import { SecretAtLoad } from '../secret-at-load.js';
import { secretsOfHttp } from '../secret-parts.js';
import type { RocketchatConfig } from './config.js';
import { rocketchatMessage } from './rocketchat-message.js';
import { rocketchatVerdict } from './rocketchat-verdict.js';

/** Posts to a channel of Rocket.Chat, as the user whose token is configured. */
export class RocketchatNotifier extends Notifier {
  readonly #client: HttpClient;
  readonly #token: SecretAtLoad;
  readonly #tokenId: SecretAtLoad;

  constructor(
    private readonly config: RocketchatConfig,
    private readonly deps: ReceiverDeps,
  ) {
    super();
    this.#client = deps.httpClient(config.httpConfig ?? DEFAULT_HTTP_CONFIG);
    this.#token = new SecretAtLoad(config.token, config.tokenFile, deps.read);
    this.#tokenId = new SecretAtLoad(config.tokenId, config.tokenIdFile, deps.read);
  }

  override async notify({ data, nowMs }: Notification, signal: AbortSignal): Promise<Outcome> {
    const prepared = await making(async () => {
      const [token, tokenId] = [await this.#token.value(), await this.#tokenId.value()];
      const http = await secretsOfHttp(this.config.httpConfig ?? DEFAULT_HTTP_CONFIG, this.deps.read);
      return {
        message: rocketchatMessage(this.config, (source) => this.deps.templates.text(source, data)),
        url: joinPath(this.config.apiUrl ?? '', 'api/v1/chat.postMessage'),
        credentials: { 'x-auth-token': token, 'x-user-id': tokenId },
        secrets: [token, tokenId, ...http],
      };
    });
    if ('failed' in prepared) return prepared.failed;
    const { message, url, credentials, secrets } = prepared.made;
    const headers = { 'content-type': 'application/json', ...credentials };
    return attempt({
      client: this.#client,
      request: { method: 'POST', url, headers, body: goJson(message) },
      signal,
      timeoutMs: 0,
      name: 'rocketchat',
      judge: (response) => rocketchatVerdict(response, { channel: message.channel ?? '', nowMs, secrets }),
    });
  }

  override close(): Promise<void> {
    return this.#client.close();
  }
}
