import { secretValue } from '../../httpclient/file-secret.js';
import type { HttpClient } from '../../httpclient/http-client.js';
import { DEFAULT_HTTP_CONFIG } from '../../httpclient/http-config.js';
import { type Notification, Notifier } from '../../notify/notifier.js';
import type { Outcome } from '../../notify/outcome.js';
import { attempt, making } from '../attempt.js';
import type { ReceiverDeps } from '../receiver-deps.js';
import { secretsOf } from '../secrets-of.js';
import type { DiscordConfig } from './config.js';
import { discordMessage } from './discord-message.js';
import { discordVerdict } from './discord-verdict.js';

/** Posts to a channel by its webhook, whose address is the secret. */
export class DiscordNotifier extends Notifier {
  readonly #client: HttpClient;
  readonly #secrets: readonly string[];

  constructor(
    private readonly config: DiscordConfig,
    private readonly deps: ReceiverDeps,
  ) {
    super();
    this.#client = deps.httpClient(config.httpConfig ?? DEFAULT_HTTP_CONFIG);
    this.#secrets = secretsOf(config);
  }

  override async notify({ data, nowMs }: Notification, signal: AbortSignal): Promise<Outcome> {
    const { config, deps } = this;
    const prepared = await making(async () => {
      const body = discordMessage(config, data.status, (source) => deps.templates.text(source, data));
      const url = await secretValue(config.webhookUrl, config.webhookUrlFile, deps.read);
      if (!URL.canParse(url)) throw new Error('webhook_url_file does not hold a URL');
      return { url, body };
    });
    if ('failed' in prepared) return prepared.failed;
    const { url, body } = prepared.made;
    return attempt({
      client: this.#client,
      request: { method: 'POST', url, headers: { 'content-type': 'application/json' }, body },
      signal,
      timeoutMs: 0,
      name: 'discord',
      judge: (response) => discordVerdict(response, nowMs, [...this.#secrets, url, ...partsOf(url)]),
    });
  }

  override close(): Promise<void> {
    return this.#client.close();
  }
}

/** What of an address is worth hiding where it stands alone: its path, and the token at its end. */
function partsOf(url: string): string[] {
  const { pathname } = new URL(url);
  const token = pathname.split('/').at(-1) ?? '';
  return [pathname, token].filter((part) => part.length >= 8);
}
