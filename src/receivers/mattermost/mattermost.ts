import type { HttpClient } from '../../httpclient/http-client.js';
import { DEFAULT_HTTP_CONFIG } from '../../httpclient/http-config.js';
import { verdict } from '../../httpclient/retry-verdict.js';
import { type Notification, Notifier } from '../../notify/notifier.js';
import type { Outcome } from '../../notify/outcome.js';
import { postToChat } from '../chat-post.js';
import { inChannel } from '../in-channel.js';
import type { ReceiverDeps } from '../receiver-deps.js';
import { vendorsWords } from '../vendors-words.js';
import type { MattermostConfig } from './config.js';
import { mattermostMessage } from './mattermost-message.js';

/** Posts to a channel of Mattermost, by an incoming webhook. */
export class MattermostNotifier extends Notifier {
  readonly #client: HttpClient;

  constructor(
    private readonly config: MattermostConfig,
    private readonly deps: ReceiverDeps,
  ) {
    super();
    this.#client = deps.httpClient(config.httpConfig ?? DEFAULT_HTTP_CONFIG);
  }

  override notify({ data, nowMs }: Notification, signal: AbortSignal): Promise<Outcome> {
    const render = (source: string) => this.deps.templates.text(source, data);
    return postToChat({
      config: this.config,
      client: this.#client,
      read: this.deps.read,
      name: 'mattermost',
      signal,
      message: () => mattermostMessage(this.config, render),
      judge: (response, secrets) =>
        inChannel(
          // It rendered a moment ago.
          render(this.config.channel),
          verdict(response, nowMs, { details: (body) => vendorsWords(body, secrets) }),
        ),
    });
  }

  override close(): Promise<void> {
    return this.#client.close();
  }
}
