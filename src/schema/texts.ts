import { formatDuration, parseDuration } from '../duration/duration.js';
import { formatGoDuration, parseGoDuration } from '../duration/go-duration.js';
import { type GoUrl, parseGoUrl } from './go-url.js';
import { MASK, Secret } from './secret.js';
import { type Shape, scalar, TEXT } from './shape.js';
import { resolveScalar } from './yaml-scalar.js';

/** A Prometheus duration, in milliseconds. */
export const duration = scalar(
  'duration',
  (text) => withRemedy('write a number with a unit, such as 30s, 5m or 1h30m', () => parseDuration(text)),
  formatDuration,
  (ms) => ms === 0,
);

/** A Go duration, in milliseconds; a bare integer counts nanoseconds. */
export const goDuration = scalar(
  'duration',
  (text, value) => {
    const resolved = resolveScalar(value);
    return resolved.tag === 'int' ? resolved.value / 1e6 : parseGoDuration(text);
  },
  formatGoDuration,
  (ms) => ms === 0,
);

/** A text that is never shown. */
export const secret = secretText(
  'secret',
  (text) => text,
  (value) => value.reveal() === '',
);

/** An http or https URL, kept as it is written. */
export const url = scalar(
  'URL',
  (text) => checkedUrl(text, text),
  (text) => text,
);

/** A URL that is a secret: no message shows it. */
export const secretUrl = secretText('URL', (text) => (text === MASK ? text : checkedUrl(text, MASK)));

/** A URL of a proxy; its password is masked where it is shown. */
export const proxyUrl: Shape<Secret> = {
  ...secretText('URL', (text) => {
    parsed(text, masked(text));
    return text;
  }),
  print: (value) => masked(value.reveal()),
};

/** `host:port` as Go's net.SplitHostPort takes it. */
export const hostPort = scalar(
  'host:port',
  checkedHostPort,
  (text) => text,
  (text) => text === '',
);

const REMEDY = 'write a whole URL, such as https://example.org/path';

/**
 * A text that is shown as a mask. The JSON schema has it as `writeOnly`, which is how the secrets of a configuration can
 * be listed.
 *
 * @param parse returns what is kept; its errors must not show the text
 */
export function secretText(
  wanted: string,
  parse: (text: string) => string,
  isEmpty: (value: Secret) => boolean = () => false,
): Shape<Secret> {
  return scalar(
    wanted,
    (text) => new Secret(parse(text)),
    () => MASK,
    isEmpty,
    { ...TEXT, writeOnly: true },
  );
}

/** @param shown what a message may show of it */
export function checkedUrl(text: string, shown: string): string {
  const { scheme, host } = parsed(text, shown);
  if (scheme !== 'http' && scheme !== 'https') {
    throw new Error(`unsupported scheme ${JSON.stringify(scheme)} for URL; ${REMEDY}`);
  }
  if (host === '') throw new Error(`missing host for URL; ${REMEDY}`);
  return text;
}

function parsed(text: string, shown: string): GoUrl {
  try {
    return parseGoUrl(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`parse ${JSON.stringify(shown)}: ${reason}`, { cause: error });
  }
}

function checkedHostPort(text: string): string {
  if (text === '') return text;
  const colon = text.lastIndexOf(':');
  if (colon < 0) throw new Error(`address ${text}: missing port in address`);
  const host = text.slice(0, colon);
  const isBracketed = host.startsWith('[') && host.endsWith(']');
  if (!isBracketed && host.includes(':')) throw new Error(`address ${text}: too many colons in address`);
  if (host.startsWith('[') && !isBracketed) throw new Error(`address ${text}: missing ']' in address`);
  if (colon === text.length - 1) throw new Error(`address ${JSON.stringify(text)}: port cannot be empty`);
  return text;
}

function masked(text: string): string {
  return text.replace(/^([^:]+:\/\/[^:@/]*):[^@/]*@/, '$1:xxxxx@');
}

/** Tells what to do instead. */
function withRemedy<T>(remedy: string, parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : String(error)}; ${remedy}`, { cause: error });
  }
}
