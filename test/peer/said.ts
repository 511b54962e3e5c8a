import type { Question } from './history.js';

/** Something that both servers said: an answer to a question, or a message to a webhook. */
export interface Said {
  readonly to: Question | 'webhook';
  readonly status: number;
  readonly contentType: string;
  /** The JSON that it holds, or its text where it is none. */
  readonly body: unknown;
  readonly endsWithNewline: boolean;
}

export const isGet = (said: Said, path: RegExp) =>
  said.to !== 'webhook' && said.to.method === 'GET' && path.test(said.to.path) && said.status === 200;

export const isRefused = (said: Said, method: string, path: string) =>
  said.to !== 'webhook' && said.to.method === method && said.to.path.startsWith(path) && said.status >= 400;

export const withBody = (said: Said, body: unknown): Said => ({ ...said, body });

/** Changes objects wherever they are, the inner ones first. */
export function mapObjects(value: unknown, change: (object: Record<string, unknown>) => unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => mapObjects(item, change));
  if (typeof value !== 'object' || value === null) return value;
  return change(Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapObjects(item, change)])));
}

export function without(value: unknown, ...keys: readonly string[]): unknown {
  return mapObjects(value, (object) =>
    Object.fromEntries(Object.entries(object).filter(([key]) => !keys.includes(key))),
  );
}

export function mapTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  return mapObjects(value, (object) =>
    Object.fromEntries(
      Object.entries(object).map(([key, item]) => [key, typeof item === 'string' ? change(item) : item]),
    ),
  );
}
