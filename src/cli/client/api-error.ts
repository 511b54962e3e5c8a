import { goJson } from './go-json.js';
import type { Operation } from './operations.js';

/** An answer that is no success, in the words of Alertmanager's generated client. */
export class ApiError extends Error {
  constructor(
    { id, method, path, failures }: Operation,
    readonly status: number,
    /** What the server said; undefined where it said nothing that could be read. */
    body: string | undefined,
  ) {
    const known = failures[status];
    const call = `[${method} ${path}]`;
    if (known === undefined) super(`${call} ${id} (status ${status}): {}`);
    else super(`${call}[${status}] ${id}${known.name}${known.hasBody ? ` ${goJson(body ?? '')}` : ''}`);
  }
}
