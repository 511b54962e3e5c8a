/** Go's text for the errors of the operating system (syscall.Errno). */
const ERRNO: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connection refused',
  ECONNRESET: 'connection reset by peer',
  EHOSTUNREACH: 'no route to host',
  ENETUNREACH: 'network is unreachable',
  ETIMEDOUT: 'connection timed out',
  EPIPE: 'broken pipe',
  EACCES: 'permission denied',
};

/** Go's text for what is wrong with a certificate (crypto/x509), by the codes of OpenSSL. */
const CERTIFICATE: Readonly<Record<string, string>> = {
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'x509: certificate signed by unknown authority',
  UNABLE_TO_GET_ISSUER_CERT: 'x509: certificate signed by unknown authority',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'x509: certificate signed by unknown authority',
  SELF_SIGNED_CERT_IN_CHAIN: 'x509: certificate signed by unknown authority',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'x509: certificate signed by unknown authority',
  CERT_HAS_EXPIRED: 'x509: certificate has expired or is not yet valid',
  CERT_NOT_YET_VALID: 'x509: certificate has expired or is not yet valid',
};

/**
 * Why a request got no answer, as Go says it: `dial tcp 127.0.0.1:9093: connect: connection refused`. What has no
 * counterpart there keeps its own text.
 */
export function goNetworkError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // Several addresses were tried; Go tells about the first.
  if (error instanceof AggregateError && error.errors.length > 0) return goNetworkError(error.errors[0]);
  if (!('code' in error) || typeof error.code !== 'string') {
    return error.cause instanceof Error ? goNetworkError(error.cause) : error.message;
  }
  const { code } = error;
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return `dial tcp: lookup ${property(error, 'hostname')}: no such host`;
  if (code === 'UND_ERR_SOCKET') return 'EOF';
  if (code === 'UND_ERR_CONNECT_TIMEOUT') return 'dial tcp: i/o timeout';
  if (code === 'ERR_SSL_WRONG_VERSION_NUMBER' || code === 'ERR_SSL_PACKET_LENGTH_TOO_LONG') {
    return 'http: server gave HTTP response to HTTPS client';
  }
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') return `tls: failed to verify certificate: x509: ${error.message}`;
  const certificate = CERTIFICATE[code];
  if (certificate !== undefined) return `tls: failed to verify certificate: ${certificate}`;
  const reason = ERRNO[code];
  if (reason === undefined) return error.message;
  const address = property(error, 'address');
  const where = address.includes(':') ? `[${address}]` : address;
  const call = property(error, 'syscall') || 'connect';
  return address === ''
    ? `${call} tcp: ${call}: ${reason}`
    : `dial tcp ${where}:${property(error, 'port')}: ${call}: ${reason}`;
}

function property(error: Error, name: string): string {
  const value: unknown = Object.entries(Object.getOwnPropertyDescriptors(error)).find(([key]) => key === name)?.[1]
    .value;
  return value === undefined ? '' : String(value);
}
