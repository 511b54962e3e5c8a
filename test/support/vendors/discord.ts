import { type HttpStandIn, isJson, jsonOf, type StandInAnswer, startHttpStandIn } from './http-stand-in.js';

const WEBHOOK = /^\/api(?:\/v\d+)?\/webhooks\/(\d+)\/([\w-]+)$/;
const CONTENT_MAX = 2000;
const EMBEDS_MAX = 10;
const TITLE_MAX = 256;
const DESCRIPTION_MAX = 4096;
const USERNAME_MAX = 80;
const COLOR_MAX = 0xffffff;

type Fields = Readonly<Record<string, unknown>>;

export const DISCORD_WEBHOOK =
  '/api/webhooks/223704706495545344/3d89bb7572e0fb30d8128367b3b1b44fecd1726de135cbe28a41f8b2';

/** Discord's incoming webhooks (https://discord.com/developers/docs/resources/webhook#execute-webhook). */
export function startDiscord(webhook = DISCORD_WEBHOOK): Promise<HttpStandIn> {
  return startHttpStandIn((request) => {
    const [, id, token] = WEBHOOK.exec(request.path) ?? [];
    if (id === undefined) return refusal(404, '404: Not Found', 0);
    const [, knownId, knownToken] = WEBHOOK.exec(webhook) ?? [];
    if (id !== knownId) return refusal(404, 'Unknown Webhook', 10015);
    if (token !== knownToken) return refusal(401, 'Invalid Webhook Token', 50027);
    const body = isJson(request) ? jsonOf(request) : undefined;
    if (typeof body !== 'object' || body === null) return refusal(400, 'Cannot send an empty message', 50006);
    const fields: Fields = { ...body };
    const errors = wrongWith(fields);
    if (Object.keys(errors).length > 0) return refusal(400, 'Invalid Form Body', 50035, { errors });
    if (isEmpty(fields)) return refusal(400, 'Cannot send an empty message', 50006);
    return { status: 204, headers: { 'x-ratelimit-limit': '5', 'x-ratelimit-remaining': '4' }, body: '' };
  });
}

/**
 * What Discord answers where a webhook is used too often.
 *
 * @param version of the API; an address that names none means 6, which counts milliseconds
 * @param resetAfterSeconds of the webhook's own limit; a limit of more than that has none
 */
export function discordRateLimit(seconds: number, version: 6 | 10, resetAfterSeconds?: number): StandInAnswer {
  const told = version === 6 ? Math.ceil(seconds * 1000) : seconds;
  const body = { message: 'You are being rate limited.', retry_after: told, global: resetAfterSeconds === undefined };
  return answer(429, body, {
    'retry-after': String(Math.ceil(told)),
    ...(resetAfterSeconds === undefined ? {} : { 'x-ratelimit-reset-after': String(resetAfterSeconds) }),
  });
}

function wrongWith({ content = '', embeds = [], username = 'x', avatar_url: avatar }: Fields): Record<string, string> {
  const errors: Record<string, string> = {};
  if (!isTextUpTo(content, CONTENT_MAX)) errors['content'] = `Must be ${CONTENT_MAX} or fewer in length.`;
  if (!isTextUpTo(username, USERNAME_MAX)) errors['username'] = `Must be between 1 and ${USERNAME_MAX} in length.`;
  if (avatar !== undefined && !/^https?:\/\//.test(String(avatar))) errors['avatar_url'] = 'Not a well formed URL.';
  if (!Array.isArray(embeds) || embeds.length > EMBEDS_MAX)
    return { ...errors, embeds: 'Must be 10 or fewer in length.' };
  for (const [at, { title = '', description = '', color = 0 }] of embeds.entries()) {
    if (!isTextUpTo(title, TITLE_MAX)) errors[`embeds.${at}.title`] = `Must be ${TITLE_MAX} or fewer in length.`;
    if (!isTextUpTo(description, DESCRIPTION_MAX)) {
      errors[`embeds.${at}.description`] = `Must be ${DESCRIPTION_MAX} or fewer in length.`;
    }
    if (!Number.isInteger(color) || color < 0 || color > COLOR_MAX) errors[`embeds.${at}.color`] = 'Not a color.';
  }
  return errors;
}

function isEmpty({ content = '', embeds = [] }: Fields): boolean {
  return content === '' && (!Array.isArray(embeds) || embeds.every(({ title, description }) => !title && !description));
}

function isTextUpTo(value: unknown, max: number): boolean {
  return typeof value === 'string' && [...value].length <= max;
}

function refusal(status: number, message: string, code: number, more: Fields = {}): StandInAnswer {
  return answer(status, { message, code, ...more });
}

function answer(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): StandInAnswer {
  return { status, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) };
}
