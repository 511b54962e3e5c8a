import { tlsConfig } from '../../httpclient/tls-config.js';
import { map } from '../../schema/collections.js';
import { boolean, type Infer, string } from '../../schema/shape.js';
import { field, optional, struct } from '../../schema/struct.js';
import { hostPort, secret } from '../../schema/texts.js';
import { atMostOne, NO_SECRET, sendResolved } from '../common-fields.js';

const threading = struct(
  'email.ThreadingConfig',
  {
    enabled: field('enabled', boolean, false),
    threadByDate: field('thread_by_date', string, ''),
  },
  ({ enabled, threadByDate }, complain) => {
    if (enabled && threadByDate !== 'none' && threadByDate !== 'daily') {
      complain("threading.thread_by_date must be either 'none' or 'daily'", 'thread_by_date');
    }
  },
);

const shape = struct(
  'email.plain',
  {
    ...sendResolved(false),
    /** A template that becomes a list of addresses. */
    to: field('to', string, ''),
    from: field('from', string, ''),
    hello: field('hello', string, ''),
    smarthost: field('smarthost', hostPort, ''),
    authUsername: field('auth_username', string, ''),
    authPassword: field('auth_password', secret, NO_SECRET),
    authPasswordFile: field('auth_password_file', string, ''),
    authSecret: field('auth_secret', secret, NO_SECRET),
    authSecretFile: field('auth_secret_file', string, ''),
    authIdentity: field('auth_identity', string, ''),
    /** Names in canonical form (`Reply-To`) to templates. */
    headers: field('headers', map(string), {}),
    html: field('html', string, '{{ template "email.default.html" . }}'),
    text: field('text', string, ''),
    requireTls: optional('require_tls', boolean),
    tlsConfig: optional('tls_config', tlsConfig),
    /** True: TLS from the first byte. False: never. Absent: on port 465. */
    forceImplicitTls: optional('force_implicit_tls', boolean),
    threading: optional('threading', threading),
  },
  (config, complain) => {
    if (config.to === '') complain('missing to address in email config');
    const names = Object.keys(config.headers).map(canonicalHeader);
    const twice = names.find((name, at) => names.indexOf(name) !== at);
    if (twice !== undefined) complain(`duplicate header ${JSON.stringify(twice)} in email config`, 'headers');
    if (config.threading?.enabled) {
      for (const name of ['References', 'In-Reply-To']) {
        if (names.includes(name)) {
          complain(`conflicting configuration: threading.enabled conflicts with custom ${name} header`, 'headers');
        }
      }
    }
    atMostOne(complain, 'auth_password & auth_password_file', config.authPassword, config.authPasswordFile);
    atMostOne(complain, 'auth_secret & auth_secret_file', config.authSecret, config.authSecretFile);
  },
);

export const emailConfig: typeof shape = {
  ...shape,
  decode(value, place) {
    const config = shape.decode(value, place);
    if (config === undefined) return undefined;
    const headers = Object.entries(config.headers).map(([name, template]) => [canonicalHeader(name), template]);
    return { ...config, headers: Object.fromEntries(headers) };
  },
};

export type EmailConfig = Infer<typeof emailConfig>;

/** `reply-to` as `Reply-To`, as Go's net/textproto writes it. */
export function canonicalHeader(name: string): string {
  return name
    .split('-')
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1).toLowerCase())
    .join('-');
}
