import { type ReadFile, secretValue } from '../../httpclient/file-secret.js';
import type { TlsConfig } from '../../httpclient/tls-config.js';
import { type TlsOptions, tlsOptions } from '../../httpclient/tls-options.js';
import type { Secret } from '../../schema/secret.js';
import { parseRedisAddress, type RedisAddress } from './redis-address.js';

/** `storage.redis` of tocsin.yml. */
export interface RedisConfig {
  readonly url?: Secret | undefined;
  readonly urlFile: string;
  readonly username: string;
  readonly password: Secret;
  readonly passwordFile: string;
  readonly keyPrefix: string;
  readonly tlsConfig?: TlsConfig | undefined;
}

/** What it takes to connect. The address's user and password are those that count. */
export interface RedisSettings {
  readonly address: RedisAddress;
  readonly keyPrefix: string;
  /** Undefined without TLS. */
  readonly tls: TlsOptions | undefined;
}

/**
 * Reads the files that the configuration names. A user or a password beside the URL counts before one in it.
 *
 * @throws {Error} when a file cannot be read, or the URL makes no sense
 */
export async function readRedisSettings(config: RedisConfig, read: ReadFile): Promise<RedisSettings> {
  const parsed = parseRedisAddress(await secretValue(config.url, config.urlFile, read));
  const password = await secretValue(config.password, config.passwordFile, read);
  const address = {
    ...parsed,
    username: config.username === '' ? parsed.username : config.username,
    password: password === '' ? parsed.password : password,
  };
  const isTls = address.isTls || config.tlsConfig !== undefined;
  return {
    address,
    keyPrefix: config.keyPrefix,
    tls: isTls ? await tlsOptions(config.tlsConfig, read) : undefined,
  };
}
