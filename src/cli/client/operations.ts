/** An operation of the API, as the generated client of Alertmanager knows it. */
export interface Operation {
  readonly id: string;
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  /** What the specification calls answers other than 200. */
  readonly failures: Readonly<Record<number, { readonly name: string; readonly hasBody: boolean }>>;
}

const BAD_REQUEST = { name: 'BadRequest', hasBody: true };
const SERVER_ERROR = { name: 'InternalServerError', hasBody: true };

export const GET_STATUS: Operation = { id: 'getStatus', method: 'GET', path: '/status', failures: {} };

export const GET_ALERTS: Operation = {
  id: 'getAlerts',
  method: 'GET',
  path: '/alerts',
  failures: { 400: BAD_REQUEST, 500: SERVER_ERROR },
};

export const POST_ALERTS: Operation = {
  id: 'postAlerts',
  method: 'POST',
  path: '/alerts',
  failures: { 400: BAD_REQUEST, 500: SERVER_ERROR },
};

export const GET_SILENCES: Operation = {
  id: 'getSilences',
  method: 'GET',
  path: '/silences',
  failures: { 400: BAD_REQUEST, 500: SERVER_ERROR },
};

export const POST_SILENCES: Operation = {
  id: 'postSilences',
  method: 'POST',
  path: '/silences',
  failures: { 400: BAD_REQUEST, 404: { name: 'NotFound', hasBody: true } },
};

export const GET_SILENCE: Operation = {
  id: 'getSilence',
  method: 'GET',
  path: '/silence/{silenceID}',
  failures: { 404: { name: 'NotFound', hasBody: false }, 500: SERVER_ERROR },
};

export const DELETE_SILENCE: Operation = {
  id: 'deleteSilence',
  method: 'DELETE',
  path: '/silence/{silenceID}',
  failures: { 404: { name: 'NotFound', hasBody: false }, 500: SERVER_ERROR },
};
