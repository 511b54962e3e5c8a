import { goJson } from './go-json.js';
import type { Operation } from './operations.js';

/** An answer that is no success, in the words of Alertmanager's generated client. */
export class ApiError extends Error {
  /** @param body what the server said; undefined where it said nothing that could be read */
  constructor(
    operation: Operation,
    readonly status: number,
    body: string | undefined,
  ) {
    super(messageOf(operation, status, body));
  }
}

function messageOf({ id, method, path, failures }: Operation, status: number, body = ''): string {
  const known = failures[status];
  const call = `[${method} ${path}]`;
  if (known === undefined) return `${call} ${id} (status ${status}): {}`;
  return `${call}[${status}] ${id}${known.name}${known.hasBody ? ` ${goJson(body)}` : ''}`;
}
