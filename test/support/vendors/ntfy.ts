import {
  type HttpStandIn,
  jsonOf,
  type ReceivedRequest,
  type StandInAnswer,
  startHttpStandIn,
} from './http-stand-in.js';

const MESSAGE_BYTES_MAX = 4096;
const BODY_BYTES_MAX = 2 * MESSAGE_BYTES_MAX;
const NAME = /^[-_A-Za-z0-9]{1,64}$/;
const FIELDS = ['topic', 'title', 'message', 'priority', 'tags', 'click', 'icon', 'markdown', 'sequence_id'];

/**
 * An ntfy server without attachments. It checks what ntfy's own does with a message as JSON.
 *
 * @param authorization the header that it takes; without one, everybody may publish
 */
export function startNtfy(authorization?: string): Promise<HttpStandIn> {
  let messages = 0;
  return startHttpStandIn((request) => {
    if (request.method === 'GET' && request.path === '/') return page();
    if (request.method !== 'POST' || request.path !== '/') return refusal(404, 40401, 'page not found');
    if (Buffer.byteLength(request.body) > BODY_BYTES_MAX) return refusal(413, 41303, 'JSON body too large');
    const message = jsonOf(request);
    if (typeof message !== 'object' || message === null) {
      return refusal(400, 40024, 'invalid request: request body must be message JSON');
    }
    const wrong = wrongWith({ ...message });
    if (wrong !== undefined) return wrong;
    if (authorization !== undefined && request.headers.authorization !== authorization) return refused(request);
    return answer(200, { id: `message-${++messages}`, time: 1_767_323_045, event: 'message', ...message });
  });
}

/** ntfy answers 401 to a wrong token, and 403 to nobody. */
function refused({ headers }: ReceivedRequest): StandInAnswer {
  return headers.authorization === undefined ? refusal(403, 40301, 'forbidden') : refusal(401, 40101, 'unauthorized');
}

function wrongWith(message: Readonly<Record<string, unknown>>): StandInAnswer | undefined {
  const unknown = Object.keys(message).find((key) => !FIELDS.includes(key));
  if (unknown !== undefined) return refusal(400, 40024, `the stand-in does not know ${unknown}`);
  const { topic, message: text, priority, tags, icon, sequence_id: sequence } = message;
  if (typeof topic !== 'string' || !NAME.test(topic)) return refusal(400, 40009, 'invalid request: topic invalid');
  if (typeof sequence === 'string' && !NAME.test(sequence)) return refusal(400, 40049, 'sequence ID invalid');
  if (typeof text !== 'string' || Buffer.byteLength(text) > MESSAGE_BYTES_MAX) {
    return refusal(400, 40014, 'invalid request: attachments not allowed');
  }
  const isPriority = Number.isInteger(priority) && Number(priority) >= 1 && Number(priority) <= 5;
  if (priority !== undefined && !isPriority) return refusal(400, 40007, 'invalid priority parameter');
  const areTags = Array.isArray(tags) && tags.every((tag) => typeof tag === 'string' && !tag.includes(','));
  if (tags !== undefined && !areTags) return refusal(400, 40024, 'tags are a list of texts');
  const isIcon = typeof icon === 'string' && /^https?:\/\//.test(icon);
  return icon === undefined || isIcon ? undefined : refusal(400, 40021, 'invalid request: icon URL is invalid');
}

function refusal(http: number, code: number, error: string): StandInAnswer {
  return answer(http, { code, http, error });
}

function page(): StandInAnswer {
  return { status: 200, headers: { 'content-type': 'text/html' }, body: '<!doctype html><title>ntfy web</title>' };
}

function answer(status: number, body: unknown): StandInAnswer {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}
