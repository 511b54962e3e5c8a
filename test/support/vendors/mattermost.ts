import { type HttpStandIn, isJson, jsonOf, type StandInAnswer, startHttpStandIn } from './http-stand-in.js';

const TEXT_MAX = 16_383;
const PRIORITIES = ['', 'standard', 'important', 'urgent'];

/**
 * An incoming webhook of Mattermost at `/hooks/<id>`, as https://developers.mattermost.com/integrate/webhooks/incoming and
 * the server's answers say.
 *
 * @param id 26 letters and digits
 * @param channels that the webhook may post to, beside the one that it was made for
 */
export function startMattermost(id: string, channels: readonly string[] = ['alerts']): Promise<HttpStandIn> {
  return startHttpStandIn((request) => {
    if (request.method !== 'POST') return { status: 405, body: '' };
    if (request.path !== `/hooks/${id}`) {
      const given = request.path.replace('/hooks/', '');
      return refusal(
        400,
        'web.incoming_webhook.invalid.app_error',
        'Invalid webhook.',
        `webhook_id=${given}, error: resource not found`,
      );
    }
    const message = objectOf(isJson(request) ? jsonOf(request) : undefined);
    if (message === undefined) {
      return refusal(400, 'web.incoming_webhook.decode.app_error', 'Failed to decode the payload.', `webhook_id=${id}`);
    }
    return wrongWith(message, channels) ?? { status: 200, headers: { 'content-type': 'text/plain' }, body: 'ok' };
  });
}

/** The server's answer where its limit is reached. */
export function tooManyRequests(retryAfterSeconds: number): StandInAnswer {
  const seconds = String(retryAfterSeconds);
  const headers = { 'content-type': 'text/plain', 'retry-after': seconds, 'x-ratelimit-reset': seconds };
  return { status: 429, headers, body: 'limit exceeded\n' };
}

function wrongWith(message: Readonly<Record<string, unknown>>, channels: readonly string[]): StandInAnswer | undefined {
  const { text = '', attachments = [], channel, type = '', priority } = message;
  const hasAttachments = Array.isArray(attachments) && attachments.length > 0;
  if (text === '' && !hasAttachments) {
    return refusal(400, 'web.incoming_webhook.text.app_error', 'No text specified.', '');
  }
  if (typeof text !== 'string' || [...text].length > TEXT_MAX) {
    return refusal(400, 'model.post.is_valid.msg.app_error', 'Invalid message.', '');
  }
  if (channel !== undefined && !channels.includes(String(channel).replace(/^#/, ''))) {
    return refusal(404, 'web.incoming_webhook.channel.app_error', "Couldn't find the channel.", '');
  }
  if (type !== '' && !String(type).startsWith('custom_')) {
    return refusal(400, 'model.post.is_valid.type.app_error', 'Invalid type.', '');
  }
  const {
    priority: level = '',
    requested_ack: ack = false,
    persistent_notifications: persistent = false,
  } = {
    ...objectOf(priority),
  };
  const isFit =
    PRIORITIES.includes(String(level)) && (!ack || level !== 'standard') && (!persistent || level === 'urgent');
  return isFit ? undefined : refusal(400, 'api.post.post_priority.app_error', 'Invalid priority.', '');
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null ? { ...value } : undefined;
}

/** Mattermost's AppError. */
function refusal(status: number, id: string, message: string, detailed: string): StandInAnswer {
  const body = { id, message, detailed_error: detailed, request_id: 'c4hk6q8r5jyo9pr4cxqhxm9o3e', status_code: status };
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}
