import { type ApiEndpoint, findApiEndpoint } from '../api/v2/endpoints.js';
import type { PageEndpoint } from './page-endpoint.js';
import { findPageEndpoint } from './page-endpoints.js';

/** Where a request wants to go. Paths are without the route prefix. */
export type Place =
  | { readonly kind: 'api'; readonly path: string; readonly endpoint: ApiEndpoint | undefined }
  | { readonly kind: 'page'; readonly path: string; readonly endpoint: PageEndpoint | undefined }
  /** The right form of a path that is almost right, with the prefix. */
  | { readonly kind: 'moved'; readonly to: string; readonly status: 301 | 302 }
  | { readonly kind: 'outside' };

/**
 * @param path as it was sent, without the query
 * @param prefix `""` or `/foo`
 */
export function locate(path: string, prefix: string): Place {
  const clean = cleanPath(path);
  if (clean !== path) return { kind: 'moved', to: clean, status: 301 };
  if (path === '/' && prefix !== '') return { kind: 'moved', to: prefix, status: 302 };
  if (path === prefix) return { kind: 'moved', to: `${prefix}/`, status: 301 };
  if (!path.startsWith(`${prefix}/`)) return { kind: 'outside' };

  const local = path.slice(prefix.length);
  if (local === '/api/v2') return { kind: 'moved', to: `${prefix}/api/v2/`, status: 301 };
  if (local.startsWith('/api/v2/')) return { kind: 'api', path: local, endpoint: findApiEndpoint(local) };
  const endpoint = findPageEndpoint(local);
  if (endpoint === undefined && local.endsWith('/') && findPageEndpoint(local.slice(0, -1)) !== undefined) {
    return { kind: 'moved', to: path.slice(0, -1), status: 301 };
  }
  return { kind: 'page', path: local, endpoint };
}

/** Resolves `.` and `..`, and joins slashes. It always begins with one slash, so it never leads to another host. */
function cleanPath(path: string): string {
  if (!/\/\/|\/\.\.?(?:\/|$)|^[^/]/.test(path)) return path;
  const kept: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '..') kept.pop();
    else if (segment !== '' && segment !== '.') kept.push(segment);
  }
  const end = kept.length > 0 && path.endsWith('/') ? '/' : '';
  return `/${kept.join('/')}${end}`;
}
