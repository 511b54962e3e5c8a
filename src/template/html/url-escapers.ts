import { toBytes } from '../engine/go-string.js';
import { type Content, filterFailsafe } from './content.js';
import { hex } from './replace-characters.js';

/** For the start of a URL: refuses every scheme but http, https and mailto. */
export function filterUrl({ kind, text }: Content): string {
  return kind === 'url' || isSafeUrl(text) ? text : `#${filterFailsafe}`;
}

/** Relative, or with a scheme whose following does nothing that cannot be undone. */
export function isSafeUrl(url: string): boolean {
  const colon = url.indexOf(':');
  const scheme = colon === -1 ? '' : url.slice(0, colon);
  return colon === -1 || scheme.includes('/') || /^(?:http|https|mailto)$/i.test(scheme);
}

/** For a URL's query or fragment: escapes all that means something in a URL, but for text that is a URL. */
export function escapeUrl({ kind, text }: Content): string {
  return kind === 'url' ? normalizeUrl({ kind, text }) : text.replace(/[^-\w.~]+/g, percentEncode);
}

/** For a URL's scheme, host and path: escapes what a URL must not have, and leaves escapes as they are. */
export function normalizeUrl({ text }: Content): string {
  return text.replace(/%(?![0-9a-fA-F]{2})|[^-\w.~!#$&*+,/:;=?@[\]%]+/g, percentEncode);
}

function percentEncode(text: string): string {
  return Array.from(toBytes(text), (byte) => `%${hex(byte, 2)}`).join('');
}
