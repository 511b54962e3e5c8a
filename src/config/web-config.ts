import { list, map } from '../schema/collections.js';
import { Issues } from '../schema/issues.js';
import { type Located, located } from '../schema/located.js';
import { Secret } from '../schema/secret.js';
import { boolean, type Infer, integer, type Place, type Shape, scalar, string } from '../schema/shape.js';
import { defaultsOf, field, optional, struct } from '../schema/struct.js';
import { goDuration, secret } from '../schema/texts.js';
import { isNull } from '../schema/yaml-scalar.js';
import { readYaml, type YamlValue } from '../schema/yaml-tree.js';
import { ConfigError } from './config-error.js';

/** What Go's tls.CipherSuites returns; those of TLS 1.3 are always on there. */
export const CIPHER_SUITES = [
  'TLS_AES_128_GCM_SHA256',
  'TLS_AES_256_GCM_SHA384',
  'TLS_CHACHA20_POLY1305_SHA256',
  'TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA',
  'TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA',
  'TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA',
  'TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA',
  'TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256',
  'TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384',
  'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256',
  'TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384',
  'TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256',
  'TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256',
] as const;

export type CipherSuite = (typeof CIPHER_SUITES)[number];

export const CURVES = ['CurveP256', 'CurveP384', 'CurveP521', 'X25519'] as const;

export type Curve = (typeof CURVES)[number];

export const TLS_VERSIONS = ['TLS10', 'TLS11', 'TLS12', 'TLS13'] as const;

export type TlsVersion = (typeof TLS_VERSIONS)[number];

const tlsServerConfig = struct('web.TLSConfig', {
  cert: field('cert', string, ''),
  key: field('key', secret, new Secret('')),
  clientCa: field('client_ca', string, ''),
  certFile: optional('cert_file', located(string)),
  keyFile: optional('key_file', located(string)),
  clientCaFile: optional('client_ca_file', located(string)),
  clientAuthType: optional('client_auth_type', located(string)),
  cipherSuites: field('cipher_suites', list(oneOf('cipher', CIPHER_SUITES)), []),
  curvePreferences: field('curve_preferences', list(oneOf('curve', CURVES)), []),
  minVersion: field('min_version', oneOf('TLS version', TLS_VERSIONS), 'TLS12'),
  maxVersion: field('max_version', oneOf('TLS version', TLS_VERSIONS), 'TLS13'),
  preferServerCipherSuites: field('prefer_server_cipher_suites', boolean, true),
  /** An empty list allows nobody; without one, no name is looked at. */
  clientAllowedSans: optional(
    'client_allowed_sans',
    list(string, () => ''),
  ),
});

/** The headers that may be set; where there are values, no other one is taken. */
const HEADERS: ReadonlyMap<string, readonly string[]> = new Map([
  ['Strict-Transport-Security', []],
  ['X-Content-Type-Options', ['nosniff']],
  ['X-Frame-Options', ['deny', 'sameorigin']],
  ['X-XSS-Protection', []],
  ['Content-Security-Policy', []],
]);

const httpServerConfig = struct(
  'web.HTTPConfig',
  {
    http2: field('http2', boolean, true),
    headers: field(
      'headers',
      map(string, () => ''),
      {},
    ),
  },
  ({ headers }, complain) => {
    for (const [name, value] of Object.entries(headers)) {
      const allowed = HEADERS.get(name);
      if (allowed === undefined) {
        complain(`HTTP header ${JSON.stringify(name)} can not be configured`, 'headers');
      } else if (allowed.length > 0 && !allowed.includes(value)) {
        const known = allowed.map((word) => JSON.stringify(word)).join(' ');
        complain(
          `invalid value for ${name}. Expected one of: [${known}], but got: ${JSON.stringify(value)}`,
          'headers',
        );
      } else if (!/^[ -~\t\r\n]*$/.test(value)) {
        complain(`invalid value for ${name}: only ASCII letters can be sent`, 'headers');
      }
    }
  },
);

const rateLimit = struct('web.RateLimiterConfig', {
  burst: field('burst', integer, 0),
  /** The time in which one request becomes possible again; 0 turns the limit off. */
  intervalMs: field('interval', goDuration, 0),
});

const webConfig = struct('web.Config', {
  tls: optional('tls_server_config', located(tlsServerConfig)),
  http: field('http_server_config', httpServerConfig, nothingWritten(httpServerConfig)),
  rateLimit: field('rate_limit', rateLimit, nothingWritten(rateLimit)),
  /** Users with the bcrypt hashes of their passwords. */
  users: field('basic_auth_users', map(located(secret), noHash), {}),
});

/** `--web.config.file`, as exporter-toolkit reads it for all of Prometheus' programs. */
export type WebConfig = Infer<typeof webConfig>;

export type TlsServerConfig = Infer<typeof tlsServerConfig>;

/**
 * Reads the file's text. What only a start checks, such as certificates, is left to whoever uses them.
 *
 * @param file as messages name it
 * @throws {ConfigError}
 */
export function parseWebConfig(text: string, file: string): WebConfig {
  const issues = new Issues();
  const yaml = readYaml(text, issues);
  if (issues.isEmpty && (yaml === undefined || isNull(yaml))) return nothingWritten(webConfig);
  const config = yaml && issues.isEmpty ? webConfig.decode(yaml, { issues, path: '' }) : undefined;
  if (config === undefined || !issues.isEmpty) throw new ConfigError(file, issues);
  return config;
}

/** A word that Go knows. */
function oneOf<const T extends string>(kind: string, words: readonly T[]): Shape<T> {
  return scalar(
    'string',
    (text) => {
      const word = words.find((known) => known === text);
      if (word === undefined) throw new Error(`unknown ${kind}: ${text}; write one of ${words.join(', ')}`);
      return word;
    },
    (word) => word,
    () => false,
    { type: 'string', enum: words },
  );
}

/** A user without a value: a start says that it is no hash. */
function noHash({ position }: YamlValue, { path }: Place): Located<Secret> {
  return { value: new Secret(''), position, path };
}

function nothingWritten<T>(shape: Shape<T>): T {
  return defaultsOf(shape, { issues: new Issues(), path: '' });
}
