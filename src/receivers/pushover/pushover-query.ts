import { truncateInRunes } from '../truncate.js';
import type { PushoverConfig } from './config.js';

const TITLE_MAX = 250;
const MESSAGE_MAX = 1024;
const URL_MAX = 512;

export interface QueryParts {
  readonly token: string;
  readonly user: string;
  readonly text: (source: string) => string;
  readonly html: (source: string) => string;
}

/** The whole message, as Alertmanager puts it behind the address. */
export function pushoverQuery(config: PushoverConfig, { token, user, text, html }: QueryParts): string {
  const rendered = config.html ? html(config.message) : text(config.message);
  const seconds = (ms: number) => String(Math.trunc(ms / 1000));
  return encoded({
    device: text(config.device),
    expire: seconds(config.expire),
    ...(config.html ? { html: '1' } : {}),
    // Pushover refuses a message without a text.
    message: truncateInRunes(rendered, MESSAGE_MAX).text.trim() || '(no details)',
    ...(config.monospace ? { monospace: '1' } : {}),
    priority: text(config.priority),
    retry: seconds(config.retry),
    sound: text(config.sound),
    title: truncateInRunes(text(config.title), TITLE_MAX).text,
    token,
    ...(config.ttl >= 1000 ? { ttl: seconds(config.ttl) } : {}),
    url: truncateInRunes(text(config.url), URL_MAX).text,
    url_title: text(config.urlTitle),
    user,
  });
}

/** As Go's url.Values encode, byte for byte. */
function encoded(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([key, value]) => `${key}=${escaped(value)}`)
    .join('&');
}

/** A value as it stands behind the address. */
export function escaped(text: string): string {
  return encodeURIComponent(text.toWellFormed())
    .replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%20', '+');
}
