import {
  type HttpStandIn,
  isJson,
  jsonOf,
  type ReceivedRequest,
  type StandInAnswer,
  startHttpStandIn,
} from './http-stand-in.js';

const TEXT_MAX = 4096;
const BODY_BYTES_MAX = 32_000;
const REPLY_OPTIONS = ['REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD', 'REPLY_MESSAGE_OR_FAIL'];

/** Below a stand-in's address, the webhook that it takes. */
export const GOOGLECHAT_WEBHOOK = '/v1/spaces/AAAA/messages?key=demo-key&token=demo-token%3D';

/** The webhooks of a space of Google Chat. A request ID that it knows is answered with the message that is there. */
export function startGooglechat(): Promise<HttpStandIn> {
  const messages = new Map<string, unknown>();
  return startHttpStandIn((request) => {
    const { pathname, searchParams } = new URL(request.path, 'http://chat.test');
    if (request.method !== 'POST') return refusal(404, 'NOT_FOUND', 'no such method');
    if (pathname !== '/v1/spaces/AAAA/messages') return refusal(404, 'NOT_FOUND', 'Space not found');
    if (searchParams.get('key') !== 'demo-key') {
      return refusal(400, 'INVALID_ARGUMENT', 'API key not valid. Please pass a valid API key.');
    }
    if (searchParams.get('token') !== 'demo-token=') {
      return refusal(403, 'PERMISSION_DENIED', 'The caller does not have permission');
    }
    return create(request, searchParams, messages);
  });
}

function create(request: ReceivedRequest, params: URLSearchParams, messages: Map<string, unknown>): StandInAnswer {
  const invalid = (message: string) => refusal(400, 'INVALID_ARGUMENT', message);
  const parsed = isJson(request) ? jsonOf(request) : undefined;
  if (typeof parsed !== 'object' || parsed === null) return invalid('Invalid JSON payload received.');
  const message: Readonly<Record<string, unknown>> = { ...parsed };
  const unknown = Object.keys(message).find((key) => !['text', 'thread'].includes(key));
  if (unknown !== undefined) return invalid(`Invalid JSON payload received. Unknown name "${unknown}"`);
  const { text, thread } = message;
  if (typeof text !== 'string' || text.trim() === '') return invalid('Message cannot be empty.');
  if (text.length > TEXT_MAX || Buffer.byteLength(request.body) > BODY_BYTES_MAX) return invalid('Message too long.');
  const option = params.get('messageReplyOption');
  if (option !== null && !REPLY_OPTIONS.includes(option)) return invalid('Invalid value at message_reply_option');
  const id = params.get('requestId') ?? String(messages.size);
  const known = messages.get(id) ?? { name: `spaces/AAAA/messages/${messages.size + 1}`, text, thread };
  messages.set(id, known);
  return answer(200, known);
}

function refusal(code: number, status: string, message: string): StandInAnswer {
  return answer(code, { error: { code, message, status } });
}

function answer(status: number, body: unknown): StandInAnswer {
  return { status, headers: { 'content-type': 'application/json; charset=UTF-8' }, body: JSON.stringify(body) };
}
