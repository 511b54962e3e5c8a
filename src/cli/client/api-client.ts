import type { HttpResponse } from '../../httpclient/http-message.js';
import { ApiError } from './api-error.js';
import type { Connection } from './connection.js';
import { decodeAlerts, decodeSilence, decodeSilenceId, decodeSilences, decodeStatus } from './decode-answers.js';
import type { Alert, PostableAlert, PostableSilence, Silence, Status } from './models.js';
import {
  DELETE_SILENCE,
  GET_ALERTS,
  GET_SILENCE,
  GET_SILENCES,
  GET_STATUS,
  type Operation,
  POST_ALERTS,
  POST_SILENCES,
} from './operations.js';
import { postableAlertJson, postableSilenceJson } from './postable-json.js';
import { queryText } from './query-text.js';
import { readAnswer } from './read-answer.js';

/** Which alerts are asked for. */
export interface AlertQuery {
  readonly active: boolean;
  readonly inhibited: boolean;
  readonly silenced: boolean;
  readonly unprocessed: boolean;
  readonly receiver: string;
  readonly filter: readonly string[];
}

interface Call {
  readonly id?: string;
  readonly query?: string;
  readonly body?: string;
}

/**
 * The part of the API that amtool uses. Every method may throw an {@link ApiError}, or an Error in Go's words when there
 * is no answer.
 */
export class ApiClient {
  constructor(private readonly connection: Connection) {}

  async status(): Promise<Status> {
    return decodeStatus(await this.#call(GET_STATUS));
  }

  async alerts({ filter, receiver, ...states }: AlertQuery): Promise<readonly Alert[]> {
    const query = queryText({ ...states, filter, ...(receiver !== '' && { receiver }) });
    return decodeAlerts(await this.#call(GET_ALERTS, { query }));
  }

  async postAlert(alert: PostableAlert): Promise<void> {
    await this.#call(POST_ALERTS, { body: `[${postableAlertJson(alert)}]` });
  }

  async silences(filter: readonly string[]): Promise<readonly Silence[]> {
    return decodeSilences(await this.#call(GET_SILENCES, { query: queryText({ filter }) }));
  }

  async silence(id: string): Promise<Silence> {
    return decodeSilence(await this.#call(GET_SILENCE, { id }));
  }

  /** @returns the id of the silence that now holds */
  async postSilence(silence: PostableSilence): Promise<string> {
    return decodeSilenceId(await this.#call(POST_SILENCES, { body: postableSilenceJson(silence) }));
  }

  async expireSilence(id: string): Promise<void> {
    await this.#call(DELETE_SILENCE, { id });
  }

  /** @returns the body of the answer, parsed; undefined when it is empty */
  async #call(operation: Operation, call: Call = {}): Promise<unknown> {
    const response = await this.#send(operation, call);
    const { status } = response;
    if (status === 200) return readAnswer(response);
    if (operation.failures[status]?.hasBody !== true) throw new ApiError(operation, status, undefined);
    const said = readAnswer(response, 'text');
    throw new ApiError(operation, status, typeof said === 'string' ? said : undefined);
  }

  #send({ method, path }: Operation, { id = '', query = '', body }: Call): Promise<HttpResponse> {
    const called = path.replace('{silenceID}', encodeURIComponent(id));
    return this.connection.send({ method, path: `/api/v2${called}${query === '' ? '' : `?${query}`}`, body });
  }
}
