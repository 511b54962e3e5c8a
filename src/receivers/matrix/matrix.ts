import { secretValue } from '../../httpclient/file-secret.js';
import type { HttpClient } from '../../httpclient/http-client.js';
import { DEFAULT_HTTP_CONFIG, type HttpConfig } from '../../httpclient/http-config.js';
import type { HttpRequest } from '../../httpclient/http-message.js';
import { type Notification, Notifier } from '../../notify/notifier.js';
import { giveUp, type Outcome, retry } from '../../notify/outcome.js';
import { attempt, making } from '../attempt.js';
import { deliveryToken } from '../delivery-token.js';
import { jsonAnswer } from '../json-answer.js';
import { withoutCredentials } from '../own-credentials.js';
import type { ReceiverDeps } from '../receiver-deps.js';
import { secretsOfHttp } from '../secret-parts.js';
import type { MatrixConfig } from './config.js';
import { KnownRooms } from './known-rooms.js';
import { matrixMessage } from './matrix-message.js';
import { matrixVerdict } from './matrix-verdict.js';

/** What one attempt works with. */
interface Prepared {
  /** As it is configured: an ID or an alias. */
  readonly room: string;
  readonly content: string;
  readonly token: string;
  /** What no error may show. */
  readonly secrets: readonly string[];
}

/** Sends to a room of Matrix, as a user whose access token is configured. */
export class MatrixNotifier extends Notifier {
  readonly #http: HttpConfig;
  readonly #client: HttpClient;
  readonly #rooms = new KnownRooms();

  constructor(
    private readonly config: MatrixConfig,
    private readonly deps: ReceiverDeps,
  ) {
    super();
    this.#http = withoutCredentials(config.httpConfig ?? DEFAULT_HTTP_CONFIG);
    this.#client = deps.httpClient(this.#http);
  }

  override async notify(notification: Notification, signal: AbortSignal): Promise<Outcome> {
    const prepared = await making(() => this.#prepare(notification));
    if ('failed' in prepared) return prepared.failed;
    const { room } = prepared.made;
    if (!room.startsWith('#')) return this.#send(room, prepared.made, notification, signal);

    const known = this.#rooms.get(room);
    const found = known ?? (await this.#resolve(prepared.made, notification, signal));
    if (typeof found !== 'string') return found;
    const outcome = await this.#send(found, prepared.made, notification, signal);
    if (outcome.kind !== 'giveUp') return outcome;
    // The alias may lead to another room by now: a room is upgraded by making a new one.
    this.#rooms.forget(room);
    return known === undefined ? outcome : retry(outcome.reason, outcome.error);
  }

  override close(): Promise<void> {
    return this.#client.close();
  }

  async #prepare({ data }: Notification): Promise<Prepared> {
    const { templates, read } = this.deps;
    const { accessToken, accessTokenFile, messageType, text, html, roomId } = this.config;
    const room = templates.text(roomId, data).trim();
    if (!/^[!#]/.test(room)) throw new Error(`room_id ${JSON.stringify(room)} begins neither with ! nor with #`);
    const token = await secretValue(accessToken, accessTokenFile, read);
    if (token === '') throw new Error('access_token is empty');
    const content = matrixMessage({
      type: messageType,
      text: templates.text(text, data),
      html: html === '' ? '' : templates.html(html, data),
    });
    return { room, content, token, secrets: [token, ...(await secretsOfHttp(this.#http, read))] };
  }

  /** The server takes a transaction once: a retry of what arrived is no second message. */
  async #send(room: string, { content, token, secrets }: Prepared, { id, nowMs }: Notification, signal: AbortSignal) {
    const path = `rooms/${encodeURIComponent(room)}/send/m.room.message/${deliveryToken(id)}`;
    const outcome = await attempt({
      client: this.#client,
      request: this.#request('PUT', path, token, content),
      signal,
      timeoutMs: 0,
      name: 'matrix',
      judge: (response) => matrixVerdict(response, nowMs, secrets),
    });
    return aboutRoom(room, outcome);
  }

  /** Asks which room an alias stands for. @returns its ID, or why there is none */
  async #resolve(
    { room: alias, token, secrets }: Prepared,
    { nowMs }: Notification,
    signal: AbortSignal,
  ): Promise<string | Outcome> {
    let id: unknown;
    const outcome = await attempt({
      client: this.#client,
      request: this.#request('GET', `directory/room/${encodeURIComponent(alias)}`, token),
      signal,
      timeoutMs: 0,
      name: 'matrix',
      judge: (response) => {
        id = jsonAnswer(response.body)['room_id'];
        return matrixVerdict(response, nowMs, secrets);
      },
    });
    if (outcome.kind !== 'delivered') return aboutRoom(alias, outcome);
    if (typeof id !== 'string' || !id.startsWith('!')) {
      return aboutRoom(alias, giveUp('clientError', 'the homeserver names no room for it'));
    }
    this.#rooms.remember(alias, id);
    return id;
  }

  #request(method: 'GET' | 'PUT', path: string, token: string, body?: string): HttpRequest {
    const url = `${(this.config.homeserverUrl ?? '').replace(/\/+$/, '')}/_matrix/client/v3/${path}`;
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    return { method, url, headers, ...(body === undefined ? {} : { body }) };
  }
}

/** Says which room a failure is about. */
function aboutRoom(room: string, outcome: Outcome): Outcome {
  return outcome.kind === 'delivered'
    ? outcome
    : { ...outcome, error: `room ${JSON.stringify(room)}: ${outcome.error}` };
}
