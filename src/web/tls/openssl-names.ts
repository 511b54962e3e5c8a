import type { SecureVersion } from 'node:tls';
import type { CipherSuite, Curve, TlsVersion } from '../../config/web-config.js';

/** Go does not let TLS 1.3 be narrowed down: its suites are always on. */
const TLS13_SUITES = ['TLS_AES_128_GCM_SHA256', 'TLS_AES_256_GCM_SHA384', 'TLS_CHACHA20_POLY1305_SHA256'];

/** Go's names of the others, and OpenSSL's, in the order that Go prefers them in. */
const OPENSSL_SUITES: ReadonlyMap<CipherSuite, string> = new Map<CipherSuite, string>([
  ['TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256', 'ECDHE-ECDSA-AES128-GCM-SHA256'],
  ['TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256', 'ECDHE-RSA-AES128-GCM-SHA256'],
  ['TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384', 'ECDHE-ECDSA-AES256-GCM-SHA384'],
  ['TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384', 'ECDHE-RSA-AES256-GCM-SHA384'],
  ['TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256', 'ECDHE-ECDSA-CHACHA20-POLY1305'],
  ['TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256', 'ECDHE-RSA-CHACHA20-POLY1305'],
  ['TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA', 'ECDHE-ECDSA-AES128-SHA'],
  ['TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA', 'ECDHE-RSA-AES128-SHA'],
  ['TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA', 'ECDHE-ECDSA-AES256-SHA'],
  ['TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA', 'ECDHE-RSA-AES256-SHA'],
]);

const OPENSSL_CURVES: Readonly<Record<Curve, string>> = {
  CurveP256: 'prime256v1',
  CurveP384: 'secp384r1',
  CurveP521: 'secp521r1',
  X25519: 'X25519',
};

const NODE_VERSIONS: Readonly<Record<TlsVersion, SecureVersion>> = {
  TLS10: 'TLSv1',
  TLS11: 'TLSv1.1',
  TLS12: 'TLSv1.2',
  TLS13: 'TLSv1.3',
};

/**
 * OpenSSL's list of ciphers.
 *
 * @param suites empty: those that Go takes by itself
 * @param min TLS 1.0 and 1.1 sign with SHA-1, which OpenSSL lets pass at its lowest level alone
 */
export function opensslCiphers(suites: readonly CipherSuite[], min: TlsVersion): string {
  const wanted =
    suites.length === 0 ? [...OPENSSL_SUITES.values()] : suites.flatMap((suite) => OPENSSL_SUITES.get(suite) ?? []);
  const level = min === 'TLS10' || min === 'TLS11' ? ['@SECLEVEL=0'] : [];
  return [...TLS13_SUITES, ...wanted, ...level].join(':');
}

/** OpenSSL's list of curves; `auto` where none is asked for. */
export function opensslCurves(curves: readonly Curve[]): string {
  return curves.length === 0 ? 'auto' : curves.map((curve) => OPENSSL_CURVES[curve]).join(':');
}

export function nodeVersion(version: TlsVersion): SecureVersion {
  return NODE_VERSIONS[version];
}
