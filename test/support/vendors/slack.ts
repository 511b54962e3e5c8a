import {
  type HttpStandIn,
  isJson,
  jsonOf,
  type ReceivedRequest,
  type StandInAnswer,
  startHttpStandIn,
} from './http-stand-in.js';

const TEXT_MAX = 40_000;
const ATTACHMENTS_MAX = 100;

/** Slack: incoming webhooks below `/services/`, and `chat.postMessage` and `chat.update` of its Web API. */
export function startSlack(token = 'xoxb-demo'): Promise<HttpStandIn> {
  let messages = 0;
  return startHttpStandIn((request) => {
    if (request.method !== 'POST') return text(405, 'method_not_allowed');
    if (request.path.startsWith('/services/')) return webhook(request);
    if (request.path === '/api/chat.postMessage' || request.path === '/api/chat.update') {
      return api(request, token, () => `1700000000.${String(++messages).padStart(6, '0')}`);
    }
    return text(404, 'no_service');
  });
}

/** As https://api.slack.com/messaging/webhooks says. */
function webhook(request: ReceivedRequest): StandInAnswer {
  const message = messageOf(request);
  if (message === undefined) return text(400, 'invalid_payload');
  const wrong = wrongWith(message);
  return wrong === undefined ? text(200, 'ok') : text(400, wrong);
}

/** As https://api.slack.com/methods/chat.postMessage says: status 200 also where it refuses. */
function api(request: ReceivedRequest, token: string, newTs: () => string): StandInAnswer {
  if (!isJson(request)) return json({ ok: false, error: 'invalid_post_type' });
  const { authorization } = request.headers;
  if (authorization === undefined) return json({ ok: false, error: 'not_authed' });
  if (authorization !== `Bearer ${token}`) return json({ ok: false, error: 'invalid_auth' });
  const message = messageOf(request);
  if (message === undefined) return json({ ok: false, error: 'invalid_json' });
  const { channel, ts } = message;
  if (typeof channel !== 'string' || channel === '') return json({ ok: false, error: 'channel_not_found' });
  const isUpdate = request.path.endsWith('update');
  if (isUpdate && typeof ts !== 'string') return json({ ok: false, error: 'message_not_found' });
  const wrong = wrongWith(message);
  if (wrong !== undefined) return json({ ok: false, error: wrong });
  return json({ ok: true, channel: channel.replace('#', 'C-'), ts: isUpdate ? ts : newTs() });
}

function messageOf(request: ReceivedRequest): Record<string, unknown> | undefined {
  const message = jsonOf(request);
  return typeof message === 'object' && message !== null ? { ...message } : undefined;
}

function wrongWith({ text: message, attachments }: Record<string, unknown>): string | undefined {
  const hasAttachments = Array.isArray(attachments) && attachments.length > 0;
  if (!hasAttachments && (typeof message !== 'string' || message === '')) return 'no_text';
  if (typeof message === 'string' && message.length > TEXT_MAX) return 'msg_too_long';
  return hasAttachments && attachments.length > ATTACHMENTS_MAX ? 'too_many_attachments' : undefined;
}

function text(status: number, body: string): StandInAnswer {
  return { status, headers: { 'content-type': 'text/html' }, body };
}

function json(body: unknown): StandInAnswer {
  return { status: 200, headers: { 'content-type': 'application/json; charset=utf-8' }, body: JSON.stringify(body) };
}
