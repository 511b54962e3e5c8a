import type { HttpClient } from '../../httpclient/http-client.js';
import { DEFAULT_HTTP_CONFIG } from '../../httpclient/http-config.js';
import { verdict } from '../../httpclient/retry-verdict.js';
import { type Notification, Notifier } from '../../notify/notifier.js';
import type { Outcome } from '../../notify/outcome.js';
import type { NotificationData } from '../../template/notification-data.js';
import { postToChat } from '../chat-post.js';
import type { ReceiverDeps } from '../receiver-deps.js';
import { vendorsWords } from '../vendors-words.js';
import { withinCardLimit } from '../within-card-limit.js';
import type { Msteamsv2Config } from './config.js';

const COLORS = { firing: 'Attention', resolved: 'Good' } as const;

/** Posts an adaptive card to Microsoft Teams, by a workflow of Power Automate. */
export class Msteamsv2Notifier extends Notifier {
  readonly #client: HttpClient;

  constructor(
    private readonly config: Msteamsv2Config,
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
      name: 'msteamsv2',
      signal,
      message: () => this.#message(data),
      judge: (response, secrets) => verdict(response, nowMs, { details: (body) => vendorsWords(body, secrets) }),
    });
  }

  override close(): Promise<void> {
    return this.#client.close();
  }

  #message(data: NotificationData): unknown {
    const render = (source: string) => this.deps.templates.text(source, data);
    const title = render(this.config.title);
    return withinCardLimit(render(this.config.text), (text) => cardMessage(title, text, COLORS[data.status]));
  }
}

/** A message that is one card, keys in Alertmanager's order. */
function cardMessage(title: string, text: string, color: string): unknown {
  const heading = { weight: 'Bolder', size: 'Medium', wrap: true, style: 'heading', color };
  const content = {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.2',
    body: [
      { type: 'TextBlock', text: title, ...heading },
      { type: 'TextBlock', text, wrap: true },
    ],
    msteams: { width: 'full' },
  };
  return {
    type: 'message',
    attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', contentUrl: null, content }],
  };
}
