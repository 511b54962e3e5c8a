import { goNetworkError } from './go-network-error.js';

function failure(code: string, rest: object = {}): Error {
  return Object.assign(new Error('as Node says it'), { code }, rest);
}

describe('goNetworkError', () => {
  const refused = failure('ECONNREFUSED', { syscall: 'connect', address: '127.0.0.1', port: 9093 });

  it.each([
    [refused, 'dial tcp 127.0.0.1:9093: connect: connection refused'],
    [new AggregateError([refused, failure('X')]), 'dial tcp 127.0.0.1:9093: connect: connection refused'],
    [new TypeError('fetch failed', { cause: refused }), 'dial tcp 127.0.0.1:9093: connect: connection refused'],
    [
      failure('EHOSTUNREACH', { syscall: 'connect', address: '::1', port: 1 }),
      'dial tcp [::1]:1: connect: no route to host',
    ],
    [failure('ECONNRESET', { syscall: 'read' }), 'read tcp: read: connection reset by peer'],
    [failure('ENOTFOUND', { hostname: 'nope' }), 'dial tcp: lookup nope: no such host'],
    [failure('UND_ERR_SOCKET'), 'EOF'],
    [
      failure('DEPTH_ZERO_SELF_SIGNED_CERT'),
      'tls: failed to verify certificate: x509: certificate signed by unknown authority',
    ],
    [failure('ERR_SSL_WRONG_VERSION_NUMBER'), 'http: server gave HTTP response to HTTPS client'],
    [failure('ELSE'), 'as Node says it'],
    ['a text', 'a text'],
  ])('%#: %s', (error, text) => {
    expect(goNetworkError(error)).toBe(text);
  });
});
