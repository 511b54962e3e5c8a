import { type HttpStandIn, isJson, jsonOf, type StandInAnswer, startHttpStandIn } from './http-stand-in.js';

const TEXT_BYTES_MAX = 7439;

/** Webex's messages API (https://developer.webex.com/docs/api/v1/messages/create-a-message), as a bot is answered. */
export function startWebex(token = 'webex-token'): Promise<HttpStandIn> {
  let messages = 0;
  return startHttpStandIn((request) => {
    if (request.path !== '/v1/messages') return refusal(404, 'The requested resource could not be found.');
    if (request.method !== 'POST') return refusal(405, 'The HTTP method is not supported for the resource.');
    if (request.headers.authorization !== `Bearer ${token}`) {
      return refusal(401, 'The request requires a valid access token set in the Authorization request header.');
    }
    if (!isJson(request)) return refusal(415, 'The request was made without a media type that is supported.');
    const body = jsonOf(request);
    const fields: Readonly<Record<string, unknown>> = typeof body === 'object' ? { ...body } : {};
    const { roomId, markdown = '' } = fields;
    if (typeof roomId !== 'string' || roomId === '') {
      return refusal(400, 'One of the following must be non-null: roomId, toPersonId, or toPersonEmail.');
    }
    if (roomId === 'unknown') return refusal(404, 'Could not find a room with provided ID.');
    if (typeof markdown !== 'string' || markdown === '') return refusal(400, 'Unable to post message to room.');
    if (Buffer.byteLength(markdown) > TEXT_BYTES_MAX) return refusal(400, 'Message length limited to 7439 bytes.');
    return answer(200, { id: `message-${++messages}`, roomId, roomType: 'group', markdown });
  });
}

/** What Webex answers a bot that speaks too often. */
export function webexRateLimit(seconds: number): StandInAnswer {
  const limited = refusal(429, 'Too many requests have been sent in a given amount of time.');
  return { ...limited, headers: { ...limited.headers, 'retry-after': String(seconds) } };
}

function refusal(status: number, message: string): StandInAnswer {
  return answer(status, { message, errors: [{ description: message }], trackingId: 'ROUTER_5F3C1D2E' });
}

function answer(status: number, body: unknown): StandInAnswer {
  return { status, headers: { 'content-type': 'application/json;charset=UTF-8' }, body: JSON.stringify(body) };
}
