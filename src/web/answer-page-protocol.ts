import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Place } from './place.js';
import { sendPlainError } from './plain-text.js';

/**
 * What Alertmanager's router decides for everything but the API: redirects, unknown paths, wrong methods.
 *
 * @returns whether the request is answered
 */
export function answerPageProtocol(
  place: Exclude<Place, { kind: 'api' }>,
  { method, url }: FastifyRequest,
  reply: FastifyReply,
): boolean {
  if (place.kind === 'moved') {
    const query = url.indexOf('?');
    redirect(reply, method, place.status, query < 0 ? place.to : place.to + url.slice(query));
    return true;
  }
  if (place.kind === 'outside' || place.endpoint === undefined) {
    sendPlainError(reply, 404, '404 page not found');
    return true;
  }
  const { methods } = place.endpoint;
  if (methods.includes(method)) return false;

  reply.header('Allow', [...methods, 'OPTIONS'].sort().join(', '));
  if (method === 'OPTIONS') reply.code(200).send();
  else sendPlainError(reply, 405, 'Method Not Allowed');
  return true;
}

/** A method other than GET is kept by 308; 301 would let a client turn it into GET. */
function redirect(reply: FastifyReply, method: string, status: 301 | 302, to: string): void {
  const isRead = method === 'GET' || method === 'HEAD';
  const kept = isRead ? status : 308;
  reply.code(kept).header('Location', to);
  if (!isRead) {
    reply.send();
    return;
  }
  const text = status === 301 ? 'Moved Permanently' : 'Found';
  reply.header('Content-Type', 'text/html; charset=utf-8').send(`<a href="${escapeHtml(to)}">${text}</a>.\n\n`);
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&#34;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
