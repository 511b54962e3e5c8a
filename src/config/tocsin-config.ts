import { readFile } from 'node:fs/promises';
import { checkBlock } from '../httpclient/outbound-guard.js';
import { tlsConfig } from '../httpclient/tls-config.js';
import { choice, count } from '../schema/choice.js';
import { list } from '../schema/collections.js';
import { Issues } from '../schema/issues.js';
import { MASK, Secret } from '../schema/secret.js';
import { boolean, type Infer, type Shape, scalar, string } from '../schema/shape.js';
import { defaultsOf, type Field, field, optional, struct } from '../schema/struct.js';
import { secret, secretText } from '../schema/texts.js';
import { isNull } from '../schema/yaml-scalar.js';
import { readYaml } from '../schema/yaml-tree.js';
import { ConfigError } from './config-error.js';
import { deliveriesConfig } from './deliveries-yaml.js';
import { type Environment, expandEnvironment } from './environment.js';
import { historyConfig } from './history-yaml.js';
import { ownReceivers } from './own-receiver-yaml.js';

const NO_SECRET = new Secret('');

const redisUrl = secretText('URL', (text) => {
  if (text !== MASK && !/^rediss?:\/\/[^/]/.test(text)) {
    throw new Error('has to begin with redis:// or rediss:// and a host');
  }
  return text;
});

const addressBlock = scalar(
  'block of addresses',
  (text) => {
    checkBlock(text);
    return text;
  },
  (text) => text,
);

const redis = struct(
  'redis',
  {
    url: optional('url', redisUrl),
    urlFile: field('url_file', string, ''),
    username: field('username', string, ''),
    password: field('password', secret, NO_SECRET),
    passwordFile: field('password_file', string, ''),
    keyPrefix: field('key_prefix', string, 'tocsin'),
    tlsConfig: optional('tls_config', tlsConfig),
  },
  ({ url, urlFile, password, passwordFile }, complain) => {
    if (url === undefined && urlFile === '') complain('one of url or url_file must be configured');
    if (url !== undefined && urlFile !== '') complain('at most one of url & url_file must be configured', 'url_file');
    if (password.reveal() !== '' && passwordFile !== '') {
      complain('at most one of password & password_file must be configured', 'password_file');
    }
  },
);

/** `tocsin.yml`: what Alertmanager does not have. Every key has a default, and so does the whole file. */
export const tocsinConfig = struct('tocsin.yml', {
  storage: block('storage', struct('storage', { redis: optional('redis', redis) })),
  deliveries: block('deliveries', deliveriesConfig),
  history: block('history', historyConfig),
  api: block('api', struct('api', { bodyBytesMax: field('body_bytes_max', count, 64 * 1024 * 1024) })),
  receivers: field('receivers', ownReceivers, []),
  outbound: block(
    'outbound',
    struct('outbound', { allow: field('allow', list(addressBlock), []), deny: field('deny', list(addressBlock), []) }),
  ),
  muting: field('muting', choice('compatible', 'strict'), 'compatible'),
  reload: block('reload', struct('reload', { keepTimers: field('keep_timers', boolean, false) })),
  limits: block(
    'limits',
    struct('limits', {
      groupsMax: field('groups_max', count, 1_000_000),
      flushRecordsMax: field('flush_records_max', count, 10_000),
    }),
  ),
});

export type TocsinConfig = Infer<typeof tocsinConfig>;

/**
 * Reads `tocsin.yml`.
 *
 * @param file undefined: the defaults hold
 * @throws {ConfigError} when it is not valid
 * @throws {Error} when it cannot be read
 */
export async function loadTocsinConfig(file: string | undefined, env: Environment): Promise<TocsinConfig> {
  return parseTocsinConfig(file === undefined ? '' : await readFile(file, 'utf8'), file ?? 'tocsin.yml', env);
}

/** @throws {ConfigError} */
export function parseTocsinConfig(text: string, file: string, env: Environment): TocsinConfig {
  const issues = new Issues();
  const yaml = readYaml(text, issues);
  if (issues.isEmpty && (yaml === undefined || isNull(yaml))) return defaults(tocsinConfig);
  const expanded = yaml && expandEnvironment(yaml, env, issues);
  const config = expanded && issues.isEmpty ? tocsinConfig.decode(expanded, { issues, path: '' }) : undefined;
  if (config === undefined || !issues.isEmpty) throw new ConfigError(file, issues);
  return config;
}

/** A key whose block may be absent: its own defaults hold then. */
function block<T>(key: string, shape: Shape<T>): Field<T> {
  return { key, shape: shape as Shape<NonNullable<T>>, fallback: defaults(shape), isAlwaysPrinted: true };
}

function defaults<T>(shape: Shape<T>): T {
  return defaultsOf(shape, { issues: new Issues(), path: '' });
}
