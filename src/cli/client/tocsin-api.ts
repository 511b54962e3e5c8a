import type { HttpResponse } from '../../httpclient/http-message.js';
import { Failure } from '../command-line/failure.js';
import type { Connection, ServerRequest } from './connection.js';

/** A request that was refused; what the answer says beside its text (RFC 9457). */
export class RequestProblem extends Failure {
  constructor(
    message: string,
    readonly more: Readonly<Record<string, unknown>>,
  ) {
    super(message);
  }
}

/** A request to the API that only Tocsin has. */
export interface TocsinRequest {
  readonly method: ServerRequest['method'];
  /** Below `/api/tocsin/v1`. */
  readonly path: string;
  readonly body?: object;
}

/** `callTocsin` for a POST. */
export function postToTocsin(
  connection: Connection,
  path: string,
  body: object,
): Promise<Readonly<Record<string, unknown>>> {
  return callTocsin(connection, { method: 'POST', path, body });
}

/**
 * Calls the API that only Tocsin has.
 *
 * @returns the answer's object; an empty one where there is none
 * @throws {RequestProblem} when it is refused
 */
export async function callTocsin(
  connection: Connection,
  { method, path, body }: TocsinRequest,
): Promise<Readonly<Record<string, unknown>>> {
  const response = await connection.send({
    method,
    path: `/api/tocsin/v1${path}`,
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const answer = response.status === 204 ? {} : objectOf(response);
  if ([200, 202, 204].includes(response.status) && answer !== undefined) return answer;
  const { detail, ...more } = answer ?? {};
  if (typeof detail === 'string') throw new RequestProblem(detail, more);
  throw new Failure(`the server answers ${response.status}: is it a Tocsin?`);
}

function objectOf({ body }: HttpResponse): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}
