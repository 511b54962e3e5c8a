import type { HttpClient } from '../../httpclient/http-client.js';
import { DEFAULT_HTTP_CONFIG } from '../../httpclient/http-config.js';
import { verdict } from '../../httpclient/retry-verdict.js';
import { type Notification, Notifier } from '../../notify/notifier.js';
import type { Outcome } from '../../notify/outcome.js';
import { attempt, making } from '../attempt.js';
import { filled, goJson } from '../go-json.js';
import type { ReceiverDeps } from '../receiver-deps.js';
import { secretsOf } from '../secrets-of.js';
import { truncateInBytes } from '../truncate.js';
import { vendorsWords } from '../vendors-words.js';
import type { WebexConfig } from './config.js';

const MESSAGE_BYTES_MAX = 7439;

/** Posts to a Webex room as the bot that `http_config.authorization` names. */
export class WebexNotifier extends Notifier {
  readonly #client: HttpClient;
  readonly #secrets: readonly string[];

  constructor(
    private readonly config: WebexConfig,
    private readonly deps: ReceiverDeps,
  ) {
    super();
    this.#client = deps.httpClient(config.httpConfig ?? DEFAULT_HTTP_CONFIG);
    this.#secrets = secretsOf(config);
  }

  override async notify({ data, nowMs }: Notification, signal: AbortSignal): Promise<Outcome> {
    const { config, deps } = this;
    const render = (source: string) => deps.templates.text(source, data);
    const body = await making(() => {
      const markdown = truncateInBytes(render(config.message), MESSAGE_BYTES_MAX).text;
      // Alertmanager does not look at whether the room could be rendered.
      return goJson({ markdown, ...filled({ roomId: render(config.roomId) }) });
    });
    if ('failed' in body) return body.failed;
    return attempt({
      client: this.#client,
      request: {
        method: 'POST',
        url: config.apiUrl ?? '',
        headers: { 'content-type': 'application/json' },
        body: body.made,
      },
      signal,
      timeoutMs: 0,
      name: 'webex',
      judge: (response) => verdict(response, nowMs, { details: (text) => vendorsWords(text, this.#secrets) }),
    });
  }

  override close(): Promise<void> {
    return this.#client.close();
  }
}
