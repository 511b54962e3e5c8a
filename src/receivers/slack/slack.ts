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
import { SLACK_RATE_LIMITS } from './rate-limits.js';
import { callSlack } from './slack-api.js';
import { type SlackMessage, slackMessage } from './slack-message.js';
import { slackVerdict } from './slack-verdict.js';

const POST_MESSAGE = /chat\.postMessage$/;
/** Slack's words for a message that somebody removed. */
const GONE = /\b(message_not_found|cant_update_message|edit_window_closed)\b/;

/** Where the message of a group stands. */
interface Posted {
  readonly ts: string;
  readonly channel: string;
}

/** Posts to Slack: to an incoming webhook, or as an app, whose messages can be updated and answered. */
export class SlackNotifier extends Notifier {
  readonly #client: HttpClient;
  readonly #hasToken: boolean;
  /** What is needed to find the message again is kept. */
  readonly #isUpdating: boolean;

  constructor(
    private readonly config: SlackConfig,
    private readonly deps: ReceiverDeps,
  ) {
    super();
    this.#client = deps.httpClient(config.httpConfig ?? DEFAULT_HTTP_CONFIG);
    this.#hasToken = isSet(config.appToken) || config.appTokenFile !== '';
    this.#isUpdating = config.updateMessage || config.postUpdatesToThread === true;
  }

  override async notify(notification: Notification, signal: AbortSignal): Promise<Outcome> {
    const render = (source: string) => this.deps.templates.text(source, notification.data);
    const posted = this.#isUpdating ? postedBefore(notification) : undefined;
    const prepared = await making(async () => ({
      message: slackMessage(this.config, render, posted),
      url: await this.#url(),
      token: await this.#token(),
    }));
    if ('failed' in prepared) return prepared.failed;
    const { message, url, token } = prepared.made;
    const send = (method: string, body: SlackMessage) => this.#send(method, token, body, notification.nowMs, signal);

    if (posted === undefined) return send(url, message);
    const updated = await send(updateUrl(url), message);
    if (this.config.postUpdatesToThread !== true) return updated;
    const { ts: _, ...withoutPlace } = message;
    // A thread whose first message is gone begins anew.
    if (updated.kind === 'giveUp' && GONE.test(updated.error)) return send(url, withoutPlace);
    if (updated.kind !== 'delivered') return updated;
    const answered = await send(url, { ...withoutPlace, thread_ts: posted.ts });
    // The place of the answer is not that of the message.
    return answered.kind === 'delivered' ? updated : answered;
  }

  override close(): Promise<void> {
    return this.#client.close();
  }

  async #send(url: string, token: string, message: SlackMessage, nowMs: number, signal: AbortSignal): Promise<Outcome> {
    const channel = message.channel ?? '';
    const place = { credential: token === '' ? url : `${new URL(url).origin} ${token}`, channel };
    const blocked = SLACK_RATE_LIMITS.blocked(place, nowMs);
    if (blocked !== undefined) return blocked;
    const outcome = await (this.#hasToken
      ? callSlack({
          client: this.#client,
          token,
          url,
          message,
          signal,
          timeoutMs: this.config.timeout,
          nowMs,
          isUpdating: this.#isUpdating,
        })
      : attempt({
          client: this.#client,
          request: { method: 'POST', url, headers: { 'content-type': 'application/json' }, body: goJson(message) },
          signal,
          timeoutMs: this.config.timeout,
          name: 'slack',
          judge: (response) => slackVerdict(response, { channel, nowMs, isUpdating: this.#isUpdating }),
        }));
    SLACK_RATE_LIMITS.note(place, outcome, nowMs);
    return outcome;
  }

  /** Empty where an incoming webhook is used, or the token comes with the `http_config`. */
  #token(): Promise<string> {
    if (!this.#hasToken) return Promise.resolve('');
    return secretValue(this.config.appToken, this.config.appTokenFile, this.deps.read);
  }

  #url(): Promise<string> {
    if (this.#hasToken) return Promise.resolve(this.config.appUrl ?? SLACK_POST_MESSAGE_URL);
    return secretValue(this.config.apiUrl, this.config.apiUrlFile, this.deps.read);
  }
}

function postedBefore({ receiverData: { threadTs, channelId } }: Notification): Posted | undefined {
  return typeof threadTs === 'string' && typeof channelId === 'string'
    ? { ts: threadTs, channel: channelId }
    : undefined;
}

/** Beside the address that messages are posted to; Slack's own where that has another form. */
function updateUrl(postUrl: string): string {
  return (POST_MESSAGE.test(postUrl) ? postUrl : SLACK_POST_MESSAGE_URL).replace(POST_MESSAGE, 'chat.update');
}
