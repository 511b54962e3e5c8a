import { execFileSync, spawn } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { hashSync } from '@node-rs/bcrypt';
import { ask, askHttp2 } from '../support/ask.js';
import { makeAuthority } from '../support/certificate-authority.js';
import { type RunningProgram, startProgram } from '../support/processes.js';

jest.setTimeout(60_000);

const ENTRY = join(import.meta.dirname, '../../bin/tocsin');
const authority = makeAuthority();
const strangers = makeAuthority('Strangers');
const serverCertificate = authority.issue('DNS:localhost,IP:127.0.0.1');
const TLS = 'tls_server_config: {cert_file: cert.pem, key_file: key.pem}\n';
const trusting = { ca: authority.cert };

const hashOf = (password: string) => hashSync(password, { cost: 4, version: '2y' });
const users = (password: string) => `basic_auth_users: {ana: ${hashOf(password)}}\n`;

describe('--web.config.file', () => {
  let folder: string;
  let program: RunningProgram;

  const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
  const flags = (...more: readonly string[]) => [
    `--config.file=${folder}/alertmanager.yml`,
    `--storage.path=${folder}/data`,
    `--web.config.file=${folder}/web.yml`,
    '--cluster.listen-address=',
    ...more,
  ];
  const listening = () => [...program.errorOutput().matchAll(/msg="Listening on" address=(\S+)/g)].map(([, at]) => at);

  async function start(webConfig: string, addresses = 1): Promise<string[]> {
    write('web.yml', webConfig);
    const listen = Array.from({ length: addresses }, () => '--web.listen-address=127.0.0.1:0');
    program = startProgram(process.execPath, [ENTRY, ...flags(...listen)]);
    await until(() => /TLS is (?:enabled|disabled)/.test(program.errorOutput()) && listening().length === addresses);
    return listening().map((at) => `${webConfig.includes('tls_server_config') ? 'https' : 'http'}://${at}`);
  }

  /** What is told by a start that ends with such a file. */
  async function refusal(webConfig: string): Promise<string> {
    write('web.yml', webConfig);
    program = startProgram(process.execPath, [ENTRY, ...flags('--web.listen-address=127.0.0.1:0')]);
    await expect(program.ready('http://127.0.0.1:9/')).rejects.toThrow('ended with 1');
    return program.errorOutput();
  }

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tocsin-web-config-'));
    write('alertmanager.yml', 'route: {receiver: team}\nreceivers: [{name: team}]\n');
    write('cert.pem', serverCertificate.cert);
    write('key.pem', serverCertificate.key);
    write('ca.pem', authority.cert);
  });
  afterEach(async () => {
    await program.stop('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });

  it('protects every path by a password, which can be changed while the server runs', async () => {
    const [url] = await start(users('hunter2'));
    for (const path of ['/-/healthy', '/-/ready', '/metrics', '/', '/api/v2/status', '/nowhere']) {
      const answer = await ask(url + path);
      expect([path, answer.status, answer.body]).toEqual([path, 401, 'Unauthorized\n']);
      expect(answer.headers['www-authenticate']).toBe('Basic');
    }
    expect((await ask(`${url}/-/reload`, { method: 'POST' })).status).toBe(401);
    expect((await ask(`${url}/-/healthy`, { auth: 'ana:hunter2' })).body).toBe('OK');
    expect((await ask(`${url}/metrics`, { auth: 'ana:wrong' })).status).toBe(401);
    expect((await ask(`${url}/metrics`, { auth: 'bob:hunter2' })).status).toBe(401);

    write('web.yml', users('hunter3'));
    expect((await ask(`${url}/metrics`, { auth: 'ana:hunter2' })).status).toBe(401);
    expect((await ask(`${url}/metrics`, { auth: 'ana:hunter3' })).status).toBe(200);
    expect(program.output()).not.toMatch(/\$2y\$|old|new/);
  });

  it('speaks TLS on all addresses, in HTTP/1.1 and HTTP/2', async () => {
    const urls = await start(TLS, 2);
    expect(urls).toHaveLength(2);
    for (const url of urls) {
      expect((await ask(`${url}/-/healthy`, { tls: trusting })).body).toBe('OK');
      expect(await askHttp2(`${url}/api/v2/receivers`, { tls: trusting })).toMatchObject({
        status: 200,
        body: '[{"labels":{"name":"team"},"name":"team"}]\n',
      });
      const alerts = '[{"labels":{"alertname":"Secure"}}]';
      const headers = { 'content-type': 'application/json' };
      const posted = { method: 'POST', headers, body: alerts, tls: trusting };
      expect((await askHttp2(`${url}/api/v2/alerts`, posted)).status).toBe(200);
      expect((await ask(`${url}/api/v2/alerts`, { tls: trusting })).body).toContain('"alertname":"Secure"');
      expect(program.errorOutput()).toContain(`msg="TLS is enabled." http2=true address=${new URL(url).host}`);
      expect((await ask(url.replace('https:', 'http:'))).body).toBe(
        'Client sent an HTTP request to an HTTPS server.\n',
      );
    }
    const asked = [
      '--silent',
      '--cacert',
      join(folder, 'ca.pem'),
      '--write-out',
      '%{http_version}',
      '--output',
      '/dev/null',
    ];
    expect(execFileSync('curl', [...asked, `${urls[0]}/-/healthy`], { encoding: 'utf8' })).toBe('2');
    expect(execFileSync('curl', [...asked, '--http1.1', `${urls[0]}/-/healthy`], { encoding: 'utf8' })).toBe('1.1');
    expect(await program.stop('SIGTERM')).toBe(0);
  });

  it('does not offer HTTP/2 where it is turned off', async () => {
    const [url] = await start(`${TLS}http_server_config: {http2: false}\n`);
    expect(program.errorOutput()).toContain('msg="TLS is enabled." http2=false');
    expect((await ask(`${url}/-/healthy`, { tls: trusting })).status).toBe(200);
    await expect(askHttp2(`${url}/-/healthy`, { tls: trusting })).rejects.toThrow();
  });

  it('lets clients in that show the right certificate', async () => {
    const [url] = await start(`
tls_server_config:
  cert_file: cert.pem
  key_file: key.pem
  client_auth_type: RequireAndVerifyClientCert
  client_ca_file: ca.pem
  client_allowed_sans: [prometheus.example.org]
`);
    const with_ = (names: string, by = authority) =>
      ask(`${url}/-/ready`, { tls: { ...trusting, ...by.issue(names) } });
    expect((await with_('DNS:prometheus.example.org')).status).toBe(200);
    await expect(with_('DNS:grafana.example.org')).rejects.toThrow();
    await expect(with_('DNS:prometheus.example.org', strangers)).rejects.toThrow();
    await expect(ask(`${url}/-/ready`, { tls: trusting })).rejects.toThrow();
  });

  it('serves a renewed certificate to the next handshake', async () => {
    const [url] = await start(TLS);
    const served = async () => (await ask(`${url}/-/healthy`, { tls: trusting })).fingerprint;
    expect(await served()).toBe(new X509Certificate(serverCertificate.cert).fingerprint256);

    const renewed = authority.issue('DNS:localhost,IP:127.0.0.1');
    // Half of it: the old one stays until the other half is there.
    write('cert.pem', renewed.cert);
    expect(await served()).toBe(new X509Certificate(serverCertificate.cert).fingerprint256);
    write('key.pem', renewed.key);
    expect(await served()).toBe(new X509Certificate(renewed.cert).fingerprint256);
  });

  it.each`
    way         | config
    ${'clear'}  | ${'rate_limit: {}\n'}
    ${'secure'} | ${TLS}
  `('answers 500 while the file is broken, in $way, and heals with it', async ({ config }) => {
    const [url] = await start(config);
    const status = async () => (await ask(`${url}/-/healthy`, { tls: trusting })).status;
    expect(await status()).toBe(200);

    write('web.yml', `${config}basic_auth_usres: {}\n`);
    expect(await status()).toBe(500);
    expect(await status()).toBe(500);
    expect((await ask(`${url}/metrics`, { tls: trusting })).body).toBe('Internal Server Error\n');
    expect(program.errorOutput().match(/msg="Unable to parse configuration"/g)).toHaveLength(1);
    expect(program.errorOutput()).toMatch(/web\.yml:2:1: field basic_auth_usres not found in type web\.Config/);

    rmSync(join(folder, 'web.yml'));
    expect(await status()).toBe(500);
    write('web.yml', config);
    expect(await status()).toBe(200);
  });

  it('sets headers and limits how often it is asked', async () => {
    const [url] = await start(`
http_server_config: {headers: {X-Frame-Options: deny, Content-Security-Policy: "default-src 'self'"}}
rate_limit: {interval: 1h, burst: 2}
`);
    const { headers } = await ask(`${url}/-/healthy`);
    expect(headers).toMatchObject({ 'x-frame-options': 'deny', 'content-security-policy': "default-src 'self'" });
    expect((await ask(`${url}/-/healthy`)).status).toBe(200);
    const refused = await ask(`${url}/-/healthy`);
    expect([refused.status, refused.body]).toEqual([429, 'Too Many Requests\n']);
    expect(program.errorOutput()).toContain('msg="Rate Limiter is enabled." burst=2 interval=1h0m0s');
  });

  it.each([
    [
      'basic_auth_users: {ana: hunter2}',
      /web\.yml:1:25: basic_auth_users\.ana: crypto\/bcrypt: hashedSecret too short/,
    ],
    ['tls_server_config: {cert_file: cert.pem}', /web\.yml:1:20: tls_server_config: missing one of key or key_file/],
    [
      'tls_server_config: {cert_file: nowhere.pem, key_file: key.pem}',
      /1:32: .*cert_file: .*no such file or directory/,
    ],
    ['tls_server_config: {cert_file: ca.pem, key_file: key.pem}', /private key does not match public key/],
    ['junk', /cannot unmarshal !!str into web\.Config/],
  ])('ends the start where it says %s', async (webConfig, reason) => {
    const output = await refusal(webConfig);
    expect(output).toMatch(reason);
    expect(output).not.toContain('hunter2');
  });
});

describe('--web.systemd-socket', () => {
  it('takes the sockets that systemd hands over', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tocsin-systemd-'));
    writeFileSync(join(folder, 'alertmanager.yml'), 'route: {receiver: team}\nreceivers: [{name: team}]\n');
    const sockets = [createServer(), createServer()];
    const ports = await Promise.all(sockets.map(listenAnywhere));
    const command = [
      process.execPath,
      ENTRY,
      `--config.file=${folder}/alertmanager.yml`,
      `--storage.path=${folder}/data`,
    ];
    // As systemd does it: the sockets as descriptors 3 and 4, for the process that is told by its own id.
    const script = 'LISTEN_FDS=2 LISTEN_PID=$$ exec "$@" --web.systemd-socket --cluster.listen-address=';
    const server = spawn('sh', ['-c', script, 'sh', ...command], {
      stdio: ['ignore', 'ignore', 'pipe', ...sockets.map(descriptorOf)],
    });
    const ended = once(server, 'exit');
    let log = '';
    server.stderr?.on('data', (piece: Buffer) => {
      log += piece.toString();
    });
    try {
      // From here on, the other process alone takes what comes in.
      for (const socket of sockets) socket.close();
      for (const port of ports) expect((await ask(`http://127.0.0.1:${port}/-/ready`)).body).toBe('OK');
      expect(log).toContain('Listening on systemd activated listeners instead of port listeners.');
      for (const port of ports) expect(log).toContain(`msg="Listening on" address=127.0.0.1:${port}`);
      server.kill('SIGTERM');
      expect(await ended).toEqual([0, null]);
    } finally {
      server.kill('SIGKILL');
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('ends the start where there are none', async () => {
    const program = startProgram(process.execPath, [ENTRY, '--web.systemd-socket']);
    await expect(program.ready('http://127.0.0.1:9/')).rejects.toThrow('no socket activation file descriptors found');
  });
});

async function listenAnywhere(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('it has no port');
  return address.port;
}

/** Node has no public name for it. */
function descriptorOf(server: Server): number {
  return Number(Reflect.get(Reflect.get(server, '_handle'), 'fd'));
}

async function until(holds: () => boolean, endMs = Date.now() + 20_000): Promise<void> {
  while (!holds()) {
    if (Date.now() > endMs) throw new Error('it did not come to that');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
