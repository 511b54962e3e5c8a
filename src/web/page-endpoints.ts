import { findOwnEndpoint } from './own-endpoints.js';
import type { PageEndpoint } from './page-endpoint.js';

const ENDPOINTS: ReadonlyMap<string, PageEndpoint> = new Map<string, PageEndpoint>([
  ['/', { handler: '/', methods: ['GET'] }],
  ['/icon.svg', { handler: '/icon.svg', methods: ['GET'] }],
  ['/metrics', { handler: '/metrics', methods: ['GET'] }],
  ['/-/healthy', { handler: '/-/healthy', methods: ['GET', 'HEAD'] }],
  ['/-/ready', { handler: '/-/ready', methods: ['GET', 'HEAD'] }],
  ['/-/reload', { handler: '/-/reload', methods: ['POST'] }],
  ['/api/v1/status', { handler: '/status', methods: ['GET'] }],
  ['/api/v1/receivers', { handler: '/receivers', methods: ['GET'] }],
  ['/api/v1/alerts', { handler: '/alerts', methods: ['GET', 'POST'] }],
  ['/api/v1/silences', { handler: '/silences', methods: ['GET', 'POST'] }],
]);

const PATTERNS: readonly { readonly pattern: RegExp; readonly endpoint: PageEndpoint }[] = [
  {
    pattern: /^\/api\/v1\/silence\/[^/]+$/,
    endpoint: { handler: '/silence/:sid', methods: ['DELETE', 'GET'] },
  },
  { pattern: /^\/assets\/[^/]+$/, endpoint: { handler: '/assets/{file}', methods: ['GET'] } },
];

/** @param path without the route prefix */
export function findPageEndpoint(path: string): PageEndpoint | undefined {
  return ENDPOINTS.get(path) ?? findOwnEndpoint(path) ?? PATTERNS.find(({ pattern }) => pattern.test(path))?.endpoint;
}
