import { secretValue } from '../../httpclient/file-secret.js';
import type { HttpClient } from '../../httpclient/http-client.js';
import { DEFAULT_HTTP_CONFIG } from '../../httpclient/http-config.js';
import { noteSecret } from '../../httpclient/transcript.js';
import { type Notification, Notifier } from '../../notify/notifier.js';
import type { Outcome } from '../../notify/outcome.js';
import { attempt, making } from '../attempt.js';
import type { ReceiverDeps } from '../receiver-deps.js';
import { secretsOf } from '../secrets-of.js';
import type { TelegramConfig } from './config.js';
import { telegramMessage } from './telegram-message.js';
import { telegramVerdict } from './telegram-verdict.js';

/** Sends as a bot. Its token is a part of the address. */
export class TelegramNotifier extends Notifier {
  readonly #client: HttpClient;
  readonly #secrets: readonly string[];

  constructor(
    private readonly config: TelegramConfig,
    private readonly deps: ReceiverDeps,
  ) {
    super();
    this.#client = deps.httpClient(config.httpConfig ?? DEFAULT_HTTP_CONFIG);
    this.#secrets = secretsOf(config);
  }

  override async notify({ data, nowMs }: Notification, signal: AbortSignal): Promise<Outcome> {
    const { config, deps } = this;
    const prepared = await making(async () => {
      const token = await secretValue(config.botToken, config.botTokenFile, deps.read);
      const body = telegramMessage(config, await this.#chatId(), {
        text: (source) => deps.templates.text(source, data),
        html: (source) => deps.templates.html(source, data),
      });
      return { token, sent: noteSecret(escaped(token)), body };
    });
    if ('failed' in prepared) return prepared.failed;
    const { token, sent, body } = prepared.made;
    const url = `${(config.apiUrl ?? '').replace(/\/+$/, '')}/bot${sent}/sendMessage`;
    return attempt({
      client: this.#client,
      request: { method: 'POST', url, headers: { 'content-type': 'application/json' }, body },
      signal,
      timeoutMs: 0,
      name: 'telegram',
      judge: (response) => telegramVerdict(response, nowMs, [...this.#secrets, token, sent]),
    });
  }

  override close(): Promise<void> {
    return this.#client.close();
  }

  async #chatId(): Promise<string> {
    const { chatId, chatIdFile } = this.config;
    if (chatIdFile === '') return String(chatId);
    const text = (await this.deps.read(chatIdFile)).trim();
    if (!/^[+-]?\d+$/.test(text) || BigInt.asIntN(64, BigInt(text)) !== BigInt(text)) {
      throw new Error(`could not parse chat_id from ${chatIdFile}: it does not hold a number`);
    }
    return String(BigInt(text));
  }
}

/** A token as it stands in the address, no character of which ends the path or is dropped; one of Telegram's stays as it is. */
function escaped(token: string): string {
  return encodeURI(token.toWellFormed()).replace(/[?#]/g, encodeURIComponent);
}
