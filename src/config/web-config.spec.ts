import { parseWebConfig } from './web-config.js';

const parse = (text: string) => parseWebConfig(text, 'web.yml');

describe('--web.config.file', () => {
  it.each(['', '# nothing\n', '{}', 'tls_server_config:\nbasic_auth_users:\n'])(
    'asks for nothing where it is %j',
    (text) => {
      expect(parse(text)).toMatchObject({
        tls: undefined,
        http: { http2: true, headers: {} },
        rateLimit: { burst: 0, intervalMs: 0 },
        users: {},
      });
    },
  );

  it('has the defaults of TLS that exporter-toolkit has', () => {
    expect(parse('tls_server_config: {cert_file: a}').tls?.value).toMatchObject({
      minVersion: 'TLS12',
      maxVersion: 'TLS13',
      preferServerCipherSuites: true,
      cipherSuites: [],
      curvePreferences: [],
      clientAllowedSans: undefined,
    });
  });

  it('tells an empty list of names from none', () => {
    expect(parse('tls_server_config: {client_allowed_sans: []}').tls?.value.clientAllowedSans).toEqual([]);
  });

  it.each`
    interval   | ms
    ${'1s'}    | ${1000}
    ${'1m30s'} | ${90_000}
    ${'5000'}  | ${0.005}
    ${'-1s'}   | ${-1000}
  `('reads the interval $interval as Go does', ({ interval, ms }) => {
    expect(parse(`rate_limit: {interval: ${interval}}`).rateLimit.intervalMs).toBe(ms);
  });

  it('shows no hash', () => {
    expect(JSON.stringify(parse('basic_auth_users: {ana: hunter2}'))).not.toContain('hunter2');
  });

  it.each([
    ['junk', '1:1: cannot unmarshal !!str into web.Config'],
    ['tls_config: {}', '1:1: field tls_config not found in type web.Config'],
    ['tls_server_config: {cert_fiel: a}', 'field cert_fiel not found in type web.TLSConfig; did you mean "cert_file"?'],
    ['tls_server_config:\n  cipher_suites: [TLS_X]', '2:19: tls_server_config.cipher_suites[0]: unknown cipher: TLS_X'],
    [
      'tls_server_config: {cipher_suites: [TLS_RSA_WITH_AES_128_CBC_SHA]}',
      'unknown cipher: TLS_RSA_WITH_AES_128_CBC_SHA',
    ],
    ['tls_server_config: {curve_preferences: [P256]}', 'unknown curve: P256; write one of CurveP256,'],
    ['tls_server_config: {min_version: TLS111}', 'unknown TLS version: TLS111'],
    ['http_server_config: {http3: true}', 'field http3 not found in type web.HTTPConfig'],
    ['http_server_config: {headers: {Server: x}}', 'HTTP header "Server" can not be configured'],
    ['http_server_config: {headers: {x-frame-options: deny}}', 'HTTP header "x-frame-options" can not be configured'],
    [
      'http_server_config: {headers: {X-Frame-Options: DENY}}',
      '1:22: http_server_config: invalid value for X-Frame-Options. Expected one of: ["deny" "sameorigin"], but got: "DENY"',
    ],
    ['http_server_config: {headers: {X-Content-Type-Options: ""}}', 'Expected one of: ["nosniff"], but got: ""'],
    [
      'http_server_config: {headers: {Content-Security-Policy: ä}}',
      'invalid value for Content-Security-Policy: only ASCII letters can be sent',
    ],
    ['rate_limit: {interval: 1 day}', 'rate_limit.interval: time: unknown unit " day" in duration "1 day"'],
    ['rate_limit: {burst: many}', 'rate_limit.burst: cannot unmarshal !!str'],
    ['basic_auth_users: [ana]', 'basic_auth_users: cannot unmarshal !!seq into a map'],
    ['basic_auth_users: {ana: a, ana: b}', 'key "ana" already set in map'],
  ])('refuses %j with the line and the key', (text, message) => {
    expect(() => parse(text)).toThrow(message);
  });
});
