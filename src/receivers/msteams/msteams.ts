import type { HttpClient } from '../../httpclient/http-client.js';
import { DEFAULT_HTTP_CONFIG } from '../../httpclient/http-config.js';
import { type Notification, Notifier } from '../../notify/notifier.js';
import type { Outcome } from '../../notify/outcome.js';
import type { NotificationData } from '../../template/notification-data.js';
import { postToChat } from '../chat-post.js';
import type { ReceiverDeps } from '../receiver-deps.js';
import { withinCardLimit } from '../within-card-limit.js';
import type { MsteamsConfig } from './config.js';
import { msteamsVerdict } from './msteams-verdict.js';

const COLORS = { firing: '8C1A1A', resolved: '2DC72D' } as const;

/** Posts a message card to a channel of Microsoft Teams, by an Office 365 connector. */
export class MsteamsNotifier extends Notifier {
  readonly #client: HttpClient;

  constructor(
    private readonly config: MsteamsConfig,
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
      name: 'msteams',
      signal,
      message: () => this.#message(data),
      judge: (response, secrets) => msteamsVerdict(response, nowMs, secrets),
    });
  }

  override close(): Promise<void> {
    return this.#client.close();
  }

  #message(data: NotificationData): unknown {
    const render = (source: string) => this.deps.templates.text(source, data);
    const title = render(this.config.title);
    const summary = render(this.config.summary);
    return withinCardLimit(render(this.config.text), (text) => ({
      '@context': 'http://schema.org/extensions',
      type: 'MessageCard',
      title,
      summary,
      text,
      themeColor: COLORS[data.status],
    }));
  }
}
