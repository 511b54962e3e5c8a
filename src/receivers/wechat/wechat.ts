import { secretValue } from '../../httpclient/file-secret.js';
import type { HttpClient } from '../../httpclient/http-client.js';
import { DEFAULT_HTTP_CONFIG } from '../../httpclient/http-config.js';
import type { HttpResponse } from '../../httpclient/http-message.js';
import { type Notification, Notifier } from '../../notify/notifier.js';
import { delivered, giveUp, type Outcome, retry } from '../../notify/outcome.js';
import { attempt, making } from '../attempt.js';
import { exchange } from '../exchange.js';
import { explained, explainedNow } from '../explained.js';
import { joinPath } from '../join-path.js';
import type { ReceiverDeps } from '../receiver-deps.js';
import { secretsOfHttp } from '../secret-parts.js';
import { renderSecret } from '../secrets-of.js';
import { AccessTokens, type FreshToken } from './access-tokens.js';
import type { WechatConfig } from './config.js';
import { failedStatus, passingFailure, wechatAnswer } from './wechat-answer.js';
import { wechatMessage } from './wechat-message.js';

const TOKEN_EXPIRED = 42001;
/** A token that was taken back before its time. */
const TOKEN_INVALID = 40014;

interface Prepared {
  readonly body: string;
  readonly corpId: string;
  readonly secret: string;
  /** What no error may show. */
  readonly secrets: readonly string[];
  readonly nowMs: number;
  readonly signal: AbortSignal;
}

/** Sends to members of a corporation in WeChat Work, as an app that asks for an access token first. */
export class WechatNotifier extends Notifier {
  readonly #client: HttpClient;
  readonly #tokens = new AccessTokens();

  constructor(
    private readonly config: WechatConfig,
    private readonly deps: ReceiverDeps,
  ) {
    super();
    this.#client = deps.httpClient(config.httpConfig ?? DEFAULT_HTTP_CONFIG);
  }

  override async notify(notification: Notification, signal: AbortSignal): Promise<Outcome> {
    const prepared = await making(async () => ({ ...(await this.#prepare(notification)), signal }));
    if ('failed' in prepared) return prepared.failed;
    const { made } = prepared;
    const key = `${made.corpId}\0${made.secret}`;
    const result = await this.#tokens.get(key, made.nowMs, signal, () => this.#fetchToken(made));
    if ('failed' in result) return result.failed;
    const { token, isFresh } = result;
    return this.#send(made, token, (code) => {
      const isOver = code === TOKEN_EXPIRED || (code === TOKEN_INVALID && !isFresh);
      if (isOver) this.#tokens.drop(key, token);
      return isOver;
    });
  }

  override close(): Promise<void> {
    return this.#client.close();
  }

  async #prepare({ data, nowMs }: Notification): Promise<Omit<Prepared, 'signal'>> {
    const render = (source: string) => this.deps.templates.text(source, data);
    const source = await explained('read api_secret_file', () =>
      secretValue(this.config.apiSecret, this.config.apiSecretFile, this.deps.read),
    );
    const secret = renderSecret('api_secret', source, render);
    return {
      secret,
      corpId: explainedNow('templating error', () => render(this.config.corpId)),
      body: explainedNow('templating error', () => wechatMessage(this.config, render)),
      secrets: [secret, ...(await secretsOfHttp(this.config.httpConfig ?? DEFAULT_HTTP_CONFIG, this.deps.read))],
      nowMs,
    };
  }

  async #fetchToken({ corpId, secret, secrets, nowMs, signal }: Prepared): Promise<FreshToken | { failed: Outcome }> {
    const url = this.#url('gettoken', { corpid: corpId, corpsecret: secret });
    const exchanged = await exchange({
      client: this.#client,
      request: { method: 'GET', url },
      signal,
      timeoutMs: 0,
      name: 'wechat',
      judge: (response) => failedStatus(response, nowMs, secrets) ?? delivered(),
    });
    if ('failed' in exchanged) return exchanged;
    const answer = wechatAnswer(exchanged.answer.body, secrets);
    if (answer === undefined) return { failed: giveUp('other', 'the answer with the access token is no JSON') };
    const { access_token: token, expires_in: seconds } = answer.members;
    if (typeof token === 'string' && token !== '') {
      return { token, lifeMs: typeof seconds === 'number' ? seconds * 1000 : 0 };
    }
    const words = answer.code === 0 ? '' : `: ${answer.words}`;
    const refused = giveUp('other', `invalid APISecret for CorpID: ${this.config.corpId}${words}`);
    return { failed: passingFailure(answer) ?? refused };
  }

  /** @param isOver whether this code says that the token has ended */
  #send({ body, secrets, nowMs, signal }: Prepared, token: string, isOver: (code: number) => boolean) {
    const hidden = [...secrets, token];
    return attempt({
      client: this.#client,
      request: {
        method: 'POST',
        url: this.#url('message/send', { access_token: token }),
        headers: { 'content-type': 'application/json' },
        body,
      },
      signal,
      timeoutMs: 0,
      name: 'wechat',
      judge: (response) => failedStatus(response, nowMs, hidden) ?? judgeWords(response, hidden, isOver),
    });
  }

  #url(path: string, parameters: Readonly<Record<string, string>>): string {
    const url = new URL(joinPath(this.config.apiUrl ?? '', path));
    for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
    return url.href;
  }
}

function judgeWords({ body }: HttpResponse, secrets: readonly string[], isOver: (code: number) => boolean): Outcome {
  const answer = wechatAnswer(body, secrets);
  if (answer === undefined) return retry('other', 'the answer is no JSON');
  if (answer.code === 0) return delivered();
  if (isOver(answer.code)) return retry('other', answer.words);
  return passingFailure(answer) ?? giveUp('other', answer.words);
}
