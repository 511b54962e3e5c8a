/** A path of the API with the methods that it takes. */
export interface ApiEndpoint {
  /** As the metrics name it. */
  readonly handler: string;
  readonly methods: readonly string[];
  /** The API's description is a file, not an answer of the API: any client may have it. */
  readonly isDocument: boolean;
}

const ENDPOINTS: ReadonlyMap<string, ApiEndpoint> = new Map(
  [
    endpoint('/api/v2/status', ['GET']),
    endpoint('/api/v2/receivers', ['GET']),
    endpoint('/api/v2/alerts', ['GET', 'POST']),
    endpoint('/api/v2/alerts/groups', ['GET']),
    endpoint('/api/v2/silences', ['GET', 'POST']),
    endpoint('/api/v2/openapi.yaml', ['GET'], true),
    endpoint('/api/v2/swagger.json', ['GET'], true),
  ].map((known) => [known.handler, known]),
);

const SILENCE = endpoint('/api/v2/silence/{silenceID}', ['GET', 'DELETE']);

/** @param path without the route prefix; a trailing slash does not matter */
export function findApiEndpoint(path: string): ApiEndpoint | undefined {
  const plain = path.endsWith('/') ? path.slice(0, -1) : path;
  return ENDPOINTS.get(plain) ?? (/^\/api\/v2\/silence\/[^/]+$/.test(plain) ? SILENCE : undefined);
}

function endpoint(handler: string, methods: readonly string[], isDocument = false): ApiEndpoint {
  return { handler, methods, isDocument };
}
