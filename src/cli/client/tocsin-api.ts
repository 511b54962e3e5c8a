import type { HttpResponse } from '../../httpclient/http-message.js';
import { Failure } from '../command-line/failure.js';
import type { Connection } from './connection.js';

/** A request that was refused; what the answer says beside its text (RFC 9457). */
export class RequestProblem extends Failure {
  constructor(
    message: string,
    readonly more: Readonly<Record<string, unknown>>,
  ) {
    super(message);
  }
}

/**
 * Calls the API that only Tocsin has.
 *
 * @param path below `/api/tocsin/v1`
 * @returns the answer's object
 * @throws {RequestProblem} when it is refused
 */
export async function postToTocsin(
  connection: Connection,
  path: string,
  body: object,
): Promise<Readonly<Record<string, unknown>>> {
  const response = await connection.send({
    method: 'POST',
    path: `/api/tocsin/v1${path}`,
    body: JSON.stringify(body),
  });
  const answer = objectOf(response);
  if (response.status === 200 && answer !== undefined) return answer;
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
