import { httpConfig } from '../httpclient/http-config.js';
import { Secret } from '../schema/secret.js';
import { boolean } from '../schema/shape.js';
import { type Complain, field, optional } from '../schema/struct.js';

export const NO_SECRET = new Secret('');

/** `send_resolved`, which every integration has. */
export const sendResolved = (fallback: boolean) => ({
  sendResolved: field('send_resolved', boolean, fallback, 'always'),
});

/** `send_resolved` and `http_config`, which every integration over HTTP has. */
export const httpFields = (sendResolvedByDefault: boolean) => ({
  ...sendResolved(sendResolvedByDefault),
  /** The receiver's own; the configuration puts the global one in its place where there is none. */
  httpConfig: optional('http_config', httpConfig),
});

/** Complains when more than one of these is set. @param names as they are told, `&` before the last */
export function atMostOne(
  complain: Complain,
  names: string,
  ...values: readonly (string | Secret | undefined)[]
): void {
  if (values.filter(isSet).length > 1) complain(`at most one of ${names} must be configured`);
}

export function isSet(value: string | Secret | undefined): boolean {
  return value !== undefined && (typeof value === 'string' ? value : value.reveal()) !== '';
}
