import { secretValue } from '../../httpclient/file-secret.js';
import type { HttpClient } from '../../httpclient/http-client.js';
import { DEFAULT_HTTP_CONFIG } from '../../httpclient/http-config.js';
import { type Notification, Notifier } from '../../notify/notifier.js';
import type { Outcome } from '../../notify/outcome.js';
import { attempt, making } from '../attempt.js';
import { isSet } from '../common-fields.js';
import { goJson } from '../go-json.js';
import type { ReceiverDeps } from '../receiver-deps.js';
import { SLACK_POST_MESSAGE_URL, type SlackConfig } from './config.js';
import { callSlack } from './slack-api.js';
import { slackMessage } from './slack-message.js';
import { slackVerdict } from './slack-verdict.js';

const POST_MESSAGE = /chat\.postMessage$/;

/** Posts to Slack: to an incoming webhook, or as an app, whose messages can be updated. */
export class SlackNotifier extends Notifier {
  readonly #client: HttpClient;
  readonly #hasToken: boolean;

  constructor(
    private readonly config: SlackConfig,
    private readonly deps: ReceiverDeps,
  ) {
    super();
    this.#client = deps.httpClient(config.httpConfig ?? DEFAULT_HTTP_CONFIG);
    this.#hasToken = isSet(config.appToken) || config.appTokenFile !== '';
  }

  override async notify(notification: Notification, signal: AbortSignal): Promise<Outcome> {
    const prepared = await making(async () => ({ ...this.#message(notification), url: await this.#url() }));
    if ('failed' in prepared) return prepared.failed;
    const { message, isUpdate, url: postUrl } = prepared.made;
    const url = isUpdate ? updateUrl(postUrl) : postUrl;
    const channel = message.channel ?? '';
    const judge = (response: Parameters<typeof slackVerdict>[0]) =>
      slackVerdict(response, { channel, nowMs: notification.nowMs, isUpdating: this.config.updateMessage });

    if (this.#hasToken) {
      const token = await making(() => secretValue(this.config.appToken, this.config.appTokenFile, this.deps.read));
      if ('failed' in token) return token.failed;
      return callSlack({
        client: this.#client,
        token: token.made,
        url,
        message,
        signal,
        timeoutMs: this.config.timeout,
        isUpdating: this.config.updateMessage,
      });
    }
    return attempt({
      client: this.#client,
      request: { method: 'POST', url, headers: { 'content-type': 'application/json' }, body: goJson(message) },
      signal,
      timeoutMs: this.config.timeout,
      name: 'slack',
      judge,
    });
  }

  override close(): Promise<void> {
    return this.#client.close();
  }

  #message({ data, receiverData }: Notification) {
    const render = (source: string) => this.deps.templates.text(source, data);
    const { threadTs, channelId } = receiverData;
    const isKnown = typeof threadTs === 'string' && typeof channelId === 'string';
    const place = this.config.updateMessage && isKnown ? { ts: threadTs, channel: channelId } : undefined;
    return { message: slackMessage(this.config, render, place), isUpdate: place !== undefined };
  }

  #url(): Promise<string> {
    if (this.#hasToken) return Promise.resolve(this.config.appUrl ?? SLACK_POST_MESSAGE_URL);
    return secretValue(this.config.apiUrl, this.config.apiUrlFile, this.deps.read);
  }
}

/** Beside the address that messages are posted to; Slack's own where that has another form. */
function updateUrl(postUrl: string): string {
  return (POST_MESSAGE.test(postUrl) ? postUrl : SLACK_POST_MESSAGE_URL).replace(POST_MESSAGE, 'chat.update');
}
