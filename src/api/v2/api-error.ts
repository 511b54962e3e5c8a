import { escapedJson, literalJson } from './json-text.js';

/** An answer other than success, as it goes over the wire. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly body: string,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(body);
  }
}

/** What Alertmanager's handlers answer: a bare JSON string and a newline. */
export function handlerError(status: number, message: string): ApiError {
  return new ApiError(status, `${literalJson(message)}\n`);
}

/** What its framework answers before a handler runs: an object without a newline. Codes above 599 answer 422. */
export function frameworkError(code: number, message: string, headers?: Readonly<Record<string, string>>): ApiError {
  return new ApiError(code >= 600 ? 422 : code, frameworkBody(code, message), headers);
}

export function frameworkBody(code: number, message: string): string {
  return `{"code":${code},"message":${escapedJson(message)}}`;
}

/** go-openapi's codes of what is wrong with a value. */
export const INVALID_TYPE = 601;
export const REQUIRED = 602;
export const TOO_FEW_ITEMS = 612;

/** @param where `body` or `path` */
export function invalidType(name: string, where: string, type: string, value: string): ApiError {
  return frameworkError(INVALID_TYPE, `${name} in ${where} must be of type ${type}: ${JSON.stringify(value)}`);
}

export function required(name: string): ApiError {
  return frameworkError(REQUIRED, `${name} in body is required`);
}

/** @param name the body's name in the API's document */
export function unparsableBody(name: string, reason: string): ApiError {
  return frameworkError(400, `parsing ${name} body from "" failed, because ${reason}`);
}
