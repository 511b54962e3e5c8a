import type { TLSSocket } from 'node:tls';
import { alternativeNames } from './alternative-names.js';

/** What is asked of a client's certificate. */
export interface ClientPolicy {
  readonly isAskedFor: boolean;
  readonly isRequired: boolean;
  /** Whether a known authority has to have signed it. */
  readonly isVerified: boolean;
  /** One of its alternative names has to be one of these; undefined: any will do. */
  readonly allowedNames: ReadonlySet<string> | undefined;
}

const NO_CERTIFICATE = { isAskedFor: false, isRequired: false, isVerified: false };

/** `client_auth_type`, by Go's names and the old name that exporter-toolkit keeps. */
const POLICIES: ReadonlyMap<string, Omit<ClientPolicy, 'allowedNames'>> = new Map([
  ['', NO_CERTIFICATE],
  ['NoClientCert', NO_CERTIFICATE],
  ['RequestClientCert', { isAskedFor: true, isRequired: false, isVerified: false }],
  ['RequireAnyClientCert', { isAskedFor: true, isRequired: true, isVerified: false }],
  ['RequireClientCert', { isAskedFor: true, isRequired: true, isVerified: false }],
  ['VerifyClientCertIfGiven', { isAskedFor: true, isRequired: false, isVerified: true }],
  ['RequireAndVerifyClientCert', { isAskedFor: true, isRequired: true, isVerified: true }],
]);

/** @returns undefined where nobody knows such a type */
export function clientPolicy(authType: string, allowedNames: readonly string[] | undefined): ClientPolicy | undefined {
  const policy = POLICIES.get(authType);
  return policy && { ...policy, allowedNames: allowedNames && new Set(allowedNames) };
}

/** @returns why a client may not come in; undefined where it may */
export function clientFault(socket: TLSSocket, policy: ClientPolicy): string | undefined {
  if (!policy.isAskedFor) return undefined;
  const certificate = socket.getPeerX509Certificate();
  if (certificate === undefined) return policy.isRequired ? "client didn't provide a certificate" : undefined;
  if (policy.isVerified && !socket.authorized) return `failed to verify certificate: ${socket.authorizationError}`;
  const { allowedNames } = policy;
  if (allowedNames === undefined) return undefined;
  const names = alternativeNames(certificate.subjectAltName);
  return names.some((name) => allowedNames.has(name)) ? undefined : 'could not find allowed SANs in client cert';
}
