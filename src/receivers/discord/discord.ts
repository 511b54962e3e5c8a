import type { HttpClient } from '../../httpclient/http-client.js';
import { DEFAULT_HTTP_CONFIG } from '../../httpclient/http-config.js';
import { type Notification, Notifier } from '../../notify/notifier.js';
import type { Outcome } from '../../notify/outcome.js';
import { postToChat } from '../chat-post.js';
import type { ReceiverDeps } from '../receiver-deps.js';
import type { DiscordConfig } from './config.js';
import { discordMessage } from './discord-message.js';
import { discordVerdict } from './discord-verdict.js';

/** Posts to a channel of Discord, by its webhook. */
export class DiscordNotifier extends Notifier {
  readonly #client: HttpClient;

  constructor(
    private readonly config: DiscordConfig,
    private readonly deps: ReceiverDeps,
  ) {
    super();
    this.#client = deps.httpClient(config.httpConfig ?? DEFAULT_HTTP_CONFIG);
  }

  override notify({ data, nowMs }: Notification, signal: AbortSignal): Promise<Outcome> {
    return postToChat({
      config: this.config,
      client: this.#client,
      read: this.deps.read,
      name: 'discord',
      signal,
      message: () => discordMessage(this.config, data.status, (source) => this.deps.templates.text(source, data)),
      judge: (response, secrets) => discordVerdict(response, nowMs, secrets),
    });
  }

  override close(): Promise<void> {
    return this.#client.close();
  }
}
