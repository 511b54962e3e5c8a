import { X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect as connectInClear } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ConnectionOptions, connect, type TLSSocket } from 'node:tls';
import { ask, askHttp2, type Question } from '../../../test/support/ask.js';
import { makeAuthority } from '../../../test/support/certificate-authority.js';
import { startTestServer, TestLogger, type TestServer } from '../../../test/support/http-fixture.js';
import { openProtection } from '../protection/protection.js';

const authority = makeAuthority();
const strangers = makeAuthority('Strangers');
const own = authority.issue('DNS:localhost,IP:127.0.0.1');
const client = authority.issue('DNS:one.example.org,email:ana@example.org,IP:2001:db8::1,URI:spiffe://a/b');
const stranger = strangers.issue('DNS:one.example.org');
const PAIR = 'cert_file: cert.pem, key_file: key.pem';
const trusting = { ca: authority.cert };

describe('TLS', () => {
  let folder: string;
  let server: TestServer | undefined;

  const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
  const open = (tls: string, more = '') => {
    write('web.yml', `tls_server_config: {${tls}}\n${more}`);
    return openProtection(join(folder, 'web.yml'), {
      nowMs: () => performance.now(),
      logger: new TestLogger(),
      boundReached: () => {},
    });
  };
  const start = async (tls: string, more = '') => {
    const protection = await open(tls, more);
    server = await startTestServer({}, undefined, { protection });
    return `https://127.0.0.1:${server.port}`;
  };
  const status = async (url: string, tls: Question['tls'] = {}) =>
    (await ask(`${url}/-/healthy`, { tls: { ...trusting, ...tls } })).status;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tocsin-tls-'));
    write('cert.pem', own.cert);
    write('key.pem', own.key);
    write('ca.pem', authority.cert);
  });
  afterEach(async () => {
    await server?.close(0);
    server = undefined;
    rmSync(folder, { recursive: true });
  });

  it.each`
    type                            | none     | good    | foreign
    ${'NoClientCert'}               | ${true}  | ${true} | ${true}
    ${'RequestClientCert'}          | ${true}  | ${true} | ${true}
    ${'RequireAnyClientCert'}       | ${false} | ${true} | ${true}
    ${'RequireClientCert'}          | ${false} | ${true} | ${true}
    ${'VerifyClientCertIfGiven'}    | ${true}  | ${true} | ${false}
    ${'RequireAndVerifyClientCert'} | ${false} | ${true} | ${false}
  `('$type: without a certificate $none, with one of the authority $good, with another $foreign', async (expected) => {
    const ca = expected.type === 'NoClientCert' ? '' : ', client_ca_file: ca.pem';
    const url = await start(`${PAIR}, client_auth_type: ${expected.type}${ca}`);
    const clients = { none: {}, good: client, foreign: stranger };
    for (const maxVersion of ['TLSv1.2', 'TLSv1.3'] as const) {
      for (const [name, pair] of Object.entries(clients)) {
        const isIn = await status(url, { ...pair, maxVersion }).catch(() => 0);
        expect([maxVersion, name, isIn]).toEqual([maxVersion, name, expected[name] ? 200 : 0]);
      }
    }
  });

  it.each`
    allowed                                   | isIn
    ${'[one.example.org]'}                    | ${true}
    ${'[nobody, ana@example.org]'}            | ${true}
    ${'["2001:db8::1"]'}                      | ${true}
    ${'["spiffe://a/b"]'}                     | ${true}
    ${'[example.org, ONE.example.org, leaf]'} | ${false}
    ${'[]'}                                   | ${false}
  `('lets a client in by its names: $allowed $isIn', async ({ allowed, isIn }) => {
    const url = await start(
      `${PAIR}, client_auth_type: RequireAndVerifyClientCert, client_ca_file: ca.pem, client_allowed_sans: ${allowed}`,
    );
    expect(await status(url, client).catch(() => 0)).toBe(isIn ? 200 : 0);
  });

  it.each(['TLSv1.2', 'TLSv1.3'] as const)(
    'looks at the certificate of a resumed session of %s, too',
    async (version) => {
      const url = await start(`${PAIR}, client_auth_type: RequireAndVerifyClientCert, client_ca_file: ca.pem`);
      const options = { ...trusting, ...client, minVersion: version, maxVersion: version };
      const session = await sessionOf(Number(new URL(url).port), options);
      expect(await status(url, { ...options, session })).toBe(200);
      // By another authority's rules, the old session is worth nothing.
      write('ca.pem', strangers.cert);
      expect(await status(url, { ...options, session }).catch(() => 0)).toBe(0);
    },
  );

  it.each`
    given                                                           | asked                                                                           | isIn
    ${''}                                                           | ${{ maxVersion: 'TLSv1.1', ciphers: 'ALL:@SECLEVEL=0', minVersion: 'TLSv1.1' }} | ${false}
    ${', min_version: TLS10'}                                       | ${{ maxVersion: 'TLSv1.1', ciphers: 'ALL:@SECLEVEL=0', minVersion: 'TLSv1.1' }} | ${true}
    ${', min_version: TLS13'}                                       | ${{ maxVersion: 'TLSv1.2' }}                                                    | ${false}
    ${', max_version: TLS12'}                                       | ${{ minVersion: 'TLSv1.3' }}                                                    | ${false}
    ${', cipher_suites: [TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256]'} | ${{ maxVersion: 'TLSv1.2', ciphers: 'ECDHE-ECDSA-AES128-GCM-SHA256' }}          | ${true}
    ${', cipher_suites: [TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256]'} | ${{ maxVersion: 'TLSv1.2', ciphers: 'ECDHE-ECDSA-AES256-GCM-SHA384' }}          | ${false}
    ${', cipher_suites: [TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256]'} | ${{ minVersion: 'TLSv1.3' }}                                                    | ${true}
    ${', curve_preferences: [CurveP521, X25519]'}                   | ${{ ecdhCurve: 'secp521r1' }}                                                   | ${true}
    ${', curve_preferences: [CurveP521]'}                           | ${{ ecdhCurve: 'secp384r1' }}                                                   | ${false}
  `('with "$given", a client of $asked is let in: $isIn', async ({ given, asked, isIn }) => {
    const url = await start(PAIR + given);
    expect(await status(url, asked).catch(() => 0)).toBe(isIn ? 200 : 0);
  });

  it('takes what is written in the file itself', async () => {
    const indented = (text: string) => JSON.stringify(text);
    const url = await start(
      `cert: ${indented(own.cert)}, key: ${indented(own.key)}, client_ca: ${indented(authority.cert)}, client_auth_type: RequireAndVerifyClientCert`,
    );
    expect(await status(url, client)).toBe(200);
    expect(await status(url, stranger).catch(() => 0)).toBe(0);
  });

  it('goes by the rules of the moment, and by the last good ones while there are none', async () => {
    const url = await start(PAIR);
    expect(await status(url)).toBe(200);
    write('web.yml', `tls_server_config: {${PAIR}, client_auth_type: RequireAnyClientCert}`);
    expect(await status(url).catch(() => 0)).toBe(0);
    write('web.yml', `tls_server_config: {${PAIR}, client_auth_type: Whatever}`);
    expect(await status(url).catch(() => 0)).toBe(0);
    expect(await status(url, client)).toBe(200);
    write('web.yml', '{}');
    expect(await status(url, client)).toBe(200);
    expect(server?.logger.errors).toEqual([]);
  });

  it('keeps the connections that it has when the certificate is renewed', async () => {
    const url = await start(PAIR);
    const kept = connect({ port: Number(new URL(url).port), host: '127.0.0.1', ...trusting });
    const ask_ = () => {
      kept.write('GET /-/healthy HTTP/1.1\r\nHost: a\r\n\r\n');
      return received(kept, 'OK');
    };
    await ask_();
    const renewed = authority.issue('DNS:localhost,IP:127.0.0.1');
    write('cert.pem', renewed.cert);
    write('key.pem', renewed.key);
    const { fingerprint } = await ask(`${url}/-/healthy`, { tls: trusting });
    expect(fingerprint).toBe(new X509Certificate(renewed.cert).fingerprint256);
    await ask_();
    kept.destroy();
  });

  it('answers both protocols alike', async () => {
    const url = await start(PAIR);
    for (const [path, method, body] of [
      ['/api/v2/status', 'GET', undefined],
      ['/api/v2/nothing', 'GET', undefined],
      ['/api/v2/alerts', 'POST', '[{"labels":{"alertname":"a"}}]'],
      ['/api/v2/alerts', 'POST', '{'],
      ['/api/v2/alerts', 'DELETE', undefined],
      ['/', 'GET', undefined],
      ['/nowhere', 'GET', undefined],
      ['/%zz', 'GET', undefined],
    ] as const) {
      const question = {
        method,
        headers: { 'content-type': 'application/json', origin: 'http://a' },
        tls: trusting,
        ...(body === undefined ? {} : { body }),
      };
      const old = await ask(url + path, question);
      const new_ = await askHttp2(url + path, question);
      expect([path, new_.status, new_.body]).toEqual([path, old.status, old.body]);
      for (const name of ['content-type', 'vary', 'cache-control', 'access-control-allow-origin', 'allow']) {
        expect([path, name, new_.headers[name]]).toEqual([path, name, old.headers[name]]);
      }
    }
    expect(server?.logger.errors).toEqual([]);
  });

  it('outlives connections that never shake hands, or break off', async () => {
    const url = await start(PAIR);
    const port = Number(new URL(url).port);
    for (const start of ['', '\x16', '\x16\x03\x01\x02\x00', 'nonsense', '\x16\x03\x01\x00\x05aaaaa']) {
      const socket = connectInClear(port, '127.0.0.1');
      await new Promise((resolve) => socket.write(start, resolve));
      socket.destroy();
    }
    expect(await status(url)).toBe(200);
  });

  it.each([
    [PAIR.replace('cert.pem', 'none.pem'), '', 'cert_file: failed to read cert_file ('],
    [PAIR.replace('key.pem', 'none.pem'), '', 'key_file: failed to read key_file ('],
    [PAIR.replace('cert.pem', 'web.yml'), '', 'failed to load X509KeyPair: tls: failed to find any PEM data'],
    ['key_file: key.pem', '', 'missing one of cert or cert_file'],
    ['cert_file: cert.pem, key_file: ""', '', 'missing one of key or key_file'],
    ['client_auth_type: RequestClientCert', '', 'missing one of cert or cert_file'],
    [`${PAIR}, client_auth_type: Whatever`, '', 'client_auth_type: invalid ClientAuth: Whatever'],
    [`${PAIR}, client_ca_file: ca.pem`, '', "client CA's have been configured without a Client Auth Policy"],
    [`${PAIR}, client_auth_type: RequireAnyClientCert, client_ca_file: none.pem`, '', 'no such file or directory'],
    [`${PAIR}, client_auth_type: RequireAnyClientCert, client_ca_file: key.pem`, '', 'there is no certificate in it'],
    [`${PAIR}, min_version: TLS13, max_version: TLS12`, '', 'min_version is above max_version'],
    [
      `${PAIR}, cipher_suites: [TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA]`,
      '',
      'TLSConfig.CipherSuites is missing an HTTP/2-required AES_128_GCM_SHA256 cipher',
    ],
  ])('refuses {%s} at the start', async (tls, more, message) => {
    await expect(open(tls, more)).rejects.toThrow(message);
    await expect(open(tls, more)).rejects.toThrow(/web\.yml:1:\d+: tls_server_config/);
  });

  it.each([
    [`${PAIR}, cipher_suites: [TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA]`, 'http_server_config: {http2: false}'],
    [`${PAIR}, cipher_suites: [TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA], min_version: TLS13`, ''],
  ])('takes {%s} with %j', async (tls, more) => {
    expect((await open(tls, more)).tls).toBeDefined();
  });

  it.each(['', 'min_version: TLS13', 'cert_file: ""', 'client_allowed_sans: [a]'])(
    'is off where nothing asks for it: {%s}',
    async (tls) => {
      expect((await open(tls)).tls).toBeUndefined();
    },
  );
});

function received(socket: TLSSocket, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    const read = (piece: Buffer) => {
      if (!piece.toString().includes(text)) return;
      socket.off('data', read);
      socket.off('error', reject);
      resolve();
    };
    socket.on('data', read);
  });
}

/** A session that a client may come back with. */
function sessionOf(port: number, options: ConnectionOptions): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', ...options });
    socket.once('error', reject);
    socket.once('session', (session: Buffer) => {
      resolve(session);
      socket.destroy();
    });
    socket.write('GET /-/healthy HTTP/1.1\r\nHost: a\r\n\r\n');
    socket.resume();
  });
}
