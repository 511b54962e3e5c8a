import type { HttpClient } from '../../httpclient/http-client.js';
import { DEFAULT_HTTP_CONFIG } from '../../httpclient/http-config.js';
import { verdict } from '../../httpclient/retry-verdict.js';
import { type Notification, Notifier } from '../../notify/notifier.js';
import type { Outcome } from '../../notify/outcome.js';
import { attempt, making } from '../attempt.js';
import { filled, goJson } from '../go-json.js';
import type { ReceiverDeps } from '../receiver-deps.js';
import { secretsOfHttp } from '../secret-parts.js';
import { truncateInBytes } from '../truncate.js';
import { vendorsWords } from '../vendors-words.js';
import type { WebexConfig } from './config.js';

const MESSAGE_BYTES_MAX = 7439;

/** Posts to a Webex room as the bot that `http_config.authorization` names. */
export class WebexNotifier extends Notifier {
  readonly #client: HttpClient;

  constructor(
    private readonly config: WebexConfig,
    private readonly deps: ReceiverDeps,
  ) {
    super();
    this.#client = deps.httpClient(config.httpConfig ?? DEFAULT_HTTP_CONFIG);
  }

  override async notify({ data, nowMs }: Notification, signal: AbortSignal): Promise<Outcome> {
    const { config, deps } = this;
    const render = (source: string) => deps.templates.text(source, data);
    const prepared = await making(async () => {
      const markdown = truncateInBytes(render(config.message), MESSAGE_BYTES_MAX).text;
      // Alertmanager does not look at whether the room could be rendered.
      const body = goJson({ markdown, ...filled({ roomId: render(config.roomId) }) });
      return { body, secrets: await secretsOfHttp(config.httpConfig ?? DEFAULT_HTTP_CONFIG, deps.read) };
    });
    if ('failed' in prepared) return prepared.failed;
    const { body, secrets } = prepared.made;
    return attempt({
      client: this.#client,
      request: {
        method: 'POST',
        url: config.apiUrl ?? '',
        headers: { 'content-type': 'application/json' },
        body,
      },
      signal,
      timeoutMs: 0,
      name: 'webex',
      judge: (response) => verdict(response, nowMs, { details: (text) => vendorsWords(text, secrets) }),
    });
  }

  override close(): Promise<void> {
    return this.#client.close();
  }
}
