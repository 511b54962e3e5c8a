import { named } from '../schema/located.js';
import { Secret } from '../schema/secret.js';
import { boolean, type Infer, string } from '../schema/shape.js';
import { type Complain, field, struct } from '../schema/struct.js';
import { secret } from '../schema/texts.js';

const VERSIONS = ['TLS10', 'TLS11', 'TLS12', 'TLS13'];

const shape = struct(
  'config.TLSConfig',
  {
    ca: field('ca', string, ''),
    cert: field('cert', string, ''),
    key: field('key', secret, new Secret('')),
    caFile: field('ca_file', string, ''),
    certFile: field('cert_file', string, ''),
    keyFile: field('key_file', string, ''),
    caRef: field('ca_ref', string, ''),
    certRef: field('cert_ref', string, ''),
    keyRef: field('key_ref', string, ''),
    serverName: field('server_name', string, ''),
    insecureSkipVerify: field('insecure_skip_verify', boolean, false, 'always'),
    minVersion: field('min_version', string, ''),
    maxVersion: field('max_version', string, ''),
  },
  (tls, complain) => {
    const key = [tls.key.reveal(), tls.keyFile, tls.keyRef].filter((value) => value !== '').length;
    const cert = count(tls.cert, tls.certFile, tls.certRef);
    if (count(tls.ca, tls.caFile, tls.caRef) > 1) complain('at most one of ca, ca_file & ca_ref must be configured');
    if (cert > 1) complain('at most one of cert, cert_file & cert_ref must be configured');
    if (key > 1) complain('at most one of key and key_file must be configured');
    if (cert > 0 && key === 0) {
      complain('exactly one of key or key_file must be configured when a client certificate is configured');
    }
    if (key > 0 && cert === 0) {
      complain('exactly one of cert or cert_file must be configured when a client key is configured');
    }
    checkVersions(tls.minVersion, tls.maxVersion, complain);
  },
);

/** `tls_config` (prometheus/common). Certificates are given as text, or as files that are read anew when they change. */
export const tlsConfig = named('tls_config', shape);

export type TlsConfig = Infer<typeof tlsConfig>;

function checkVersions(min: string, max: string, complain: Complain): void {
  for (const [key, version] of [
    ['min_version', min],
    ['max_version', max],
  ] as const) {
    if (version !== '' && !VERSIONS.includes(version)) complain(`unknown TLS version: ${version}`, key);
  }
  if (min !== '' && max !== '' && VERSIONS.indexOf(max) < VERSIONS.indexOf(min)) {
    complain('tls_config.max_version must be greater than or equal to tls_config.min_version if both are specified');
  }
}

function count(...values: readonly string[]): number {
  return values.filter((value) => value !== '').length;
}
