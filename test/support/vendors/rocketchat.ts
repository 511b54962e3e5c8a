import { type HttpStandIn, isJson, jsonOf, type StandInAnswer, startHttpStandIn } from './http-stand-in.js';

const KEYS = ['channel', 'roomId', 'text', 'alias', 'emoji', 'avatar', 'attachments', 'parseUrls'];
const ATTACHMENT_KEYS = ['title', 'title_link', 'text', 'image_url', 'thumb_url', 'color', 'fields', 'actions'];

export interface RocketchatAccount {
  readonly token: string;
  readonly userId: string;
  /** That the user is in. */
  readonly channels: readonly string[];
}

/** `chat.postMessage` of Rocket.Chat, as https://developer.rocket.chat/apidocs/post-message and the server's answers say. */
export function startRocketchat({ token, userId, channels }: RocketchatAccount): Promise<HttpStandIn> {
  return startHttpStandIn((request) => {
    if (request.path !== '/api/v1/chat.postMessage' || request.method !== 'POST') {
      return json(404, { success: false, error: 'API endpoint not found' });
    }
    const { 'x-auth-token': givenToken, 'x-user-id': givenUser } = request.headers;
    if (givenToken !== token || givenUser !== userId) {
      return json(401, { status: 'error', message: 'You must be logged in to do this.' });
    }
    const message = isJson(request) ? jsonOf(request) : undefined;
    if (typeof message !== 'object' || message === null) return invalid('must be object');
    return (
      wrongWith({ ...message }, channels) ??
      json(200, { ts: 1_481_748_965_123, channel: 'GENERAL', message, success: true })
    );
  });
}

/** What an answer looks like where the limit is reached: it says in a header when that ends. */
export function tooManyRequests(status: number, resetMs: number): StandInAnswer {
  const error =
    'Error, too many requests. Please slow down. You must wait 9 seconds before trying this endpoint again. [error-too-many-requests]';
  const { headers, ...rest } = json(status, { success: false, error, errorType: 'error-too-many-requests' });
  return { ...rest, headers: { ...headers, 'x-ratelimit-reset': String(resetMs) } };
}

function wrongWith(message: Readonly<Record<string, unknown>>, channels: readonly string[]): StandInAnswer | undefined {
  const { channel, attachments = [] } = message;
  if (!isOf(message, KEYS)) return invalid('must NOT have additional properties');
  if (typeof channel !== 'string') return invalid("must have required property 'channel'");
  if (!Array.isArray(attachments)) return invalid('must be array');
  if (!attachments.every((attachment) => isOf(attachment, ATTACHMENT_KEYS))) return invalid('must match attachment');
  const isKnown = channels.includes(channel);
  return isKnown ? undefined : json(400, { success: false, error: 'invalid-channel' });
}

function isOf(value: unknown, keys: readonly string[]): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).every((key) => keys.includes(key));
}

function invalid(what: string): StandInAnswer {
  return json(400, { success: false, error: `${what} [invalid-params]`, errorType: 'invalid-params' });
}

function json(status: number, body: unknown): StandInAnswer {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}
