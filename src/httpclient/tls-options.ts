import type { SecureVersion } from 'node:tls';
import type { ReadFile } from './file-secret.js';
import type { TlsConfig } from './tls-config.js';

const VERSIONS: Readonly<Record<string, SecureVersion>> = {
  TLS10: 'TLSv1',
  TLS11: 'TLSv1.1',
  TLS12: 'TLSv1.2',
  TLS13: 'TLSv1.3',
};

/** Options of a TLS connection, as Node names them. */
export interface TlsOptions {
  readonly rejectUnauthorized: boolean;
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
  readonly servername?: string;
  readonly minVersion?: SecureVersion;
  readonly maxVersion?: SecureVersion;
}

/** Certificates and keys are read from their files now. */
export async function tlsOptions(config: TlsConfig | undefined, read: ReadFile): Promise<TlsOptions> {
  if (config === undefined) return { rejectUnauthorized: true };
  const ca = config.caFile === '' ? config.ca : await read(config.caFile);
  const cert = config.certFile === '' ? config.cert : await read(config.certFile);
  const key = config.keyFile === '' ? config.key.reveal() : await read(config.keyFile);
  const minVersion = VERSIONS[config.minVersion];
  const maxVersion = VERSIONS[config.maxVersion];
  return {
    rejectUnauthorized: !config.insecureSkipVerify,
    ...(ca === '' ? {} : { ca }),
    ...(cert === '' ? {} : { cert }),
    ...(key === '' ? {} : { key }),
    ...(config.serverName === '' ? {} : { servername: config.serverName }),
    ...(minVersion === undefined ? {} : { minVersion }),
    ...(maxVersion === undefined ? {} : { maxVersion }),
  };
}
