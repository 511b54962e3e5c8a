import type { Stores, World } from '../../src/cli/world.js';
import type { HttpRequest, HttpResponse } from '../../src/httpclient/http-message.js';

/** A world made up for a command: files, an API, and what was written. */
export interface CliWorld extends World {
  /** What was written to stdout. */
  printed(): string;
  /** What was written to stderr. */
  complained(): string;
  readonly requests: HttpRequest[];
}

export interface CliWorldParts {
  readonly files?: Readonly<Record<string, string>>;
  readonly input?: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** Answers a request by `GET /api/v2/alerts`, without the query; a value is answered as JSON with 200. */
  readonly api?: Readonly<Record<string, unknown>>;
  readonly localZone?: string;
  readonly stores?: Stores;
}

/** 2026-03-01T12:00:00Z */
export const NOW_MS = Date.UTC(2026, 2, 1, 12);

export function answer(status: number, body: unknown, contentType = 'application/json'): HttpResponse {
  const text = contentType === 'application/json' ? JSON.stringify(body) : String(body);
  return { status, headers: { 'content-type': contentType }, body: text };
}

export function cliWorld({
  files = {},
  input,
  environment = {},
  api = {},
  localZone = 'UTC',
  stores = NO_STORES,
}: CliWorldParts): CliWorld {
  let out = '';
  let err = '';
  const requests: HttpRequest[] = [];
  return {
    environment,
    files: {
      kindOf: (path) =>
        path in files ? 'file' : Object.keys(files).some((file) => file.startsWith(`${path}/`)) ? 'folder' : undefined,
      readText(path) {
        const text = files[path];
        if (text === undefined) throw new Error(`open ${path}: no such file or directory`);
        return text;
      },
    },
    input: { isTerminal: input === undefined, read: async () => input ?? '' },
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    nowMs: () => NOW_MS,
    userName: () => 'ana',
    localZone,
    width: 80,
    deadline: (ms) => (ms <= 0 ? AbortSignal.abort() : new AbortController().signal),
    connect: async () => ({
      async send(request) {
        requests.push(request);
        const { pathname } = new URL(request.url);
        const found = api[`${request.method} ${pathname}`];
        const value: unknown = typeof found === 'function' ? found(request) : found;
        if (value instanceof Error) throw value;
        if (value === undefined) return answer(404, 'not found', 'text/plain');
        return isResponse(value) ? value : answer(200, value);
      },
      close: async () => {},
    }),
    stores,
    printed: () => out,
    complained: () => err,
    requests,
  };
}

function isResponse(value: unknown): value is HttpResponse {
  return typeof value === 'object' && value !== null && 'status' in value && 'headers' in value && 'body' in value;
}

const NO_STORES: Stores = {
  export: ({ path }) => Promise.reject(new Error(`there is no store in ${path}`)),
  import: ({ path }) => Promise.reject(new Error(`there is no store in ${path}`)),
};
