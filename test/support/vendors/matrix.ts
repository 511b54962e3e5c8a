import {
  type HttpStandIn,
  jsonOf,
  type ReceivedRequest,
  type StandInAnswer,
  startHttpStandIn,
} from './http-stand-in.js';

const EVENT_BYTES_MAX = 65_536;
/** What the server itself adds to an event: rooms, senders, signatures, the events before it. */
const SERVER_BYTES = 4000;

export interface MatrixWorld {
  readonly token: string;
  /** Rooms that the user is in, by the aliases that lead to them; a room without one leads to itself. */
  readonly rooms: Map<string, string>;
}

export interface MatrixStandIn extends HttpStandIn {
  /** Every event that is in a room: a transaction makes one, however often it comes. */
  readonly events: readonly { readonly room: string; readonly content: unknown }[];
  /** Aliases that were asked for. */
  readonly lookups: readonly string[];
}

/** A homeserver, as far as sending messages goes (https://spec.matrix.org/v1.11/client-server-api/). */
export async function startMatrix({ token, rooms }: MatrixWorld): Promise<MatrixStandIn> {
  const events: { room: string; content: unknown }[] = [];
  const lookups: string[] = [];
  const transactions = new Map<string, string>();

  const send = (request: ReceivedRequest, room: string): StandInAnswer => {
    if (![...rooms.values()].includes(room)) {
      return refusal(403, 'M_FORBIDDEN', `User @tocsin:matrix.test not in room ${room}`);
    }
    const content = jsonOf(request);
    if (typeof content !== 'object' || content === null) return refusal(400, 'M_NOT_JSON', 'Content not JSON.');
    if (Buffer.byteLength(request.body) + SERVER_BYTES > EVENT_BYTES_MAX) {
      return refusal(413, 'M_TOO_LARGE', 'event too large');
    }
    const wrong = wrongWith({ ...content });
    if (wrong !== undefined) return refusal(400, 'M_BAD_JSON', wrong);
    const known = transactions.get(request.path);
    if (known !== undefined) return answer(200, { event_id: known });
    const id = `$event${events.length + 1}`;
    transactions.set(request.path, id);
    events.push({ room, content });
    return answer(200, { event_id: id });
  };

  const standIn = await startHttpStandIn((request) => {
    const { authorization } = request.headers;
    if (authorization === undefined) return refusal(401, 'M_MISSING_TOKEN', 'Missing access token');
    if (authorization !== `Bearer ${token}`) return refusal(401, 'M_UNKNOWN_TOKEN', 'Unrecognised access token');
    const [, alias] = /^\/_matrix\/client\/v3\/directory\/room\/([^/]+)$/.exec(request.path) ?? [];
    if (request.method === 'GET' && alias !== undefined) {
      const name = decodeURIComponent(alias);
      lookups.push(name);
      const room = rooms.get(name);
      return room === undefined
        ? refusal(404, 'M_NOT_FOUND', `Room alias ${name} not found`)
        : answer(200, { room_id: room, servers: ['matrix.test'] });
    }
    const [, room] = /^\/_matrix\/client\/v3\/rooms\/([^/]+)\/send\/m\.room\.message\/[^/]+$/.exec(request.path) ?? [];
    if (request.method === 'PUT' && room !== undefined) return send(request, decodeURIComponent(room));
    return refusal(404, 'M_UNRECOGNIZED', 'Unrecognized request');
  });
  return { ...standIn, events, lookups };
}

function wrongWith(content: Readonly<Record<string, unknown>>): string | undefined {
  const { msgtype, body, format, formatted_body: formatted } = content;
  if (msgtype !== 'm.text' && msgtype !== 'm.notice') return 'msgtype is unknown';
  if (typeof body !== 'string') return "'body' not in content";
  if (format === undefined && formatted === undefined) return undefined;
  return format === 'org.matrix.custom.html' && typeof formatted === 'string' ? undefined : 'format is unknown';
}

function refusal(status: number, errcode: string, error: string): StandInAnswer {
  return answer(status, { errcode, error });
}

function answer(status: number, body: unknown): StandInAnswer {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}
