import type { PageEndpoint } from './page-endpoint.js';

const BASE = '/api/tocsin/v1';

/** The paths of the API beyond Alertmanager's, as its document writes them. */
const PATHS: Readonly<Record<string, readonly string[]>> = {
  '/alerts/history': ['GET'],
  '/explain': ['GET'],
  '/flushes': ['GET'],
  '/events': ['GET'],
  '/groups': ['GET'],
  '/groups/{id}': ['GET'],
  '/dead-letters': ['GET'],
  '/dead-letters/replay': ['POST'],
  '/dead-letters/{id}': ['DELETE'],
  '/deliveries': ['GET'],
  '/deliveries/{id}': ['GET'],
  '/deliveries/{id}/retry': ['POST'],
  '/integrations': ['GET'],
  '/labels': ['GET'],
  '/labels/{name}/values': ['GET'],
  '/openapi.yaml': ['GET'],
  '/receivers/{name}/test': ['POST'],
  '/routes': ['GET'],
  '/routes/test': ['POST'],
  '/silences/hiding': ['GET'],
  '/silences/preview': ['POST'],
  '/status': ['GET'],
  '/templates/render': ['POST'],
};

const ENDPOINTS = Object.entries(PATHS).map(([path, methods]) => ({
  pattern: new RegExp(`^${path.replaceAll('.', '\\.').replace(/\{[^}]+\}/g, '[^/]+')}$`),
  endpoint: { handler: BASE + path, methods, isStream: path === '/events' },
}));

/** @param path without the route prefix */
export function findOwnEndpoint(path: string): PageEndpoint | undefined {
  if (!path.startsWith(`${BASE}/`)) return undefined;
  const local = path.slice(BASE.length);
  return ENDPOINTS.find(({ pattern }) => pattern.test(local))?.endpoint;
}
