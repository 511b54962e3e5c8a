import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer as createPlain, type IncomingMessage, request as requestPlain, type Server } from 'node:http';
import { createServer as createTls } from 'node:https';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { configOf } from '../../test/support/receiver-deps.js';
import { makeCertificate } from '../../test/support/vendors/certificate.js';
import { type HttpStandIn, startHttpStandIn } from '../../test/support/vendors/http-stand-in.js';
import { HttpClient } from './http-client.js';
import { httpConfig } from './http-config.js';
import type { HttpResponse } from './http-message.js';

let nowMs = 1_000_000;

function clientOf(yaml: string, environment: Record<string, string> = {}): HttpClient {
  const read = (path: string) => readFile(path, 'utf8');
  return new HttpClient(configOf(httpConfig, yaml), {
    read,
    userAgent: 'Alertmanager/0.34.0',
    nowMs: () => nowMs,
    environment,
  });
}

async function post(url: string, yaml = '{}', environment?: Record<string, string>): Promise<HttpResponse> {
  const client = clientOf(yaml, environment);
  try {
    return await client.send({ method: 'POST', url, body: 'hello' }, AbortSignal.timeout(5000));
  } finally {
    await client.close();
  }
}

async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

describe('HttpClient', () => {
  let server: HttpStandIn;
  let folder: string;
  beforeEach(async () => {
    server = await startHttpStandIn(() => ({ status: 200, body: 'ok' }));
    folder = mkdtempSync(join(tmpdir(), 'tocsin-http-'));
  });
  afterEach(async () => {
    await server.close();
    rmSync(folder, { recursive: true });
  });

  const file = (name: string, text: string) => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };
  const headers = () => server.accepted.all[0]?.headers;

  it.each`
    yaml                                              | authorization
    ${'basic_auth: {username: ana, password: pw}'}    | ${`Basic ${Buffer.from('ana:pw').toString('base64')}`}
    ${'authorization: {credentials: t}'}              | ${'Bearer t'}
    ${'authorization: {type: Token, credentials: t}'} | ${'Token t'}
    ${'bearer_token: t'}                              | ${'Bearer t'}
  `('authorizes: $yaml', async ({ yaml, authorization }) => {
    await post(server.url, yaml);
    expect(headers()).toMatchObject({ authorization, 'user-agent': 'Alertmanager/0.34.0' });
  });

  it('reads as much of an answer as it is told to', async () => {
    server.behave(() => ({ status: 200, body: 'a'.repeat(3_000_000) }));
    expect((await post(server.url)).body).toHaveLength(1024 * 1024);
    const parts = { read: async () => '', userAgent: 'amtool', nowMs: () => nowMs, environment: {} };
    const client = new HttpClient(configOf(httpConfig, '{}'), { ...parts, bodyBytesMax: 2_000_000 });
    const { body } = await client.send({ method: 'DELETE', url: server.url }, AbortSignal.timeout(5000));
    expect(body).toHaveLength(2_000_000);
    await client.close();
  });

  it('reads secrets anew for each request', async () => {
    const path = file('token', 'first\n');
    const client = clientOf(`authorization: {credentials_file: '${path}'}`);
    const send = () => client.send({ method: 'GET', url: server.url }, AbortSignal.timeout(5000));
    await send();
    writeFileSync(path, 'second\n');
    await send();
    await client.close();
    expect(server.accepted.all.map(({ headers: sent }) => sent.authorization)).toEqual([
      'Bearer first',
      'Bearer second',
    ]);
  });

  it('adds headers from values, secrets and files', async () => {
    const path = file('header', ' from a file \n');
    await post(server.url, `http_headers: {x-team: {values: [a], secrets: [b], files: ['${path}']}}`);
    expect(headers()?.['x-team']).toBe('a, b, from a file');
  });

  it('fetches a token, keeps it until it ends, and tells nobody the secret', async () => {
    let tokens = 0;
    server.behave(({ path, headers: sent, body }) => {
      if (path !== '/token') return { status: 200, body: sent.authorization ?? '' };
      expect(sent.authorization).toBe(`Basic ${Buffer.from('id:hunter2').toString('base64')}`);
      expect(new URLSearchParams(body).get('grant_type')).toBe('client_credentials');
      expect(new URLSearchParams(body).get('scope')).toBe('a b');
      return { status: 200, body: JSON.stringify({ access_token: `t${++tokens}`, expires_in: 60 }) };
    });
    const client = clientOf(
      `oauth2: {client_id: id, client_secret: hunter2, token_url: '${server.url}/token', scopes: [a, b]}`,
    );
    const send = async () => (await client.send({ method: 'GET', url: server.url }, AbortSignal.timeout(5000))).body;
    expect([await send(), await send()]).toEqual(['Bearer t1', 'Bearer t1']);
    nowMs += 60_000;
    expect(await send()).toBe('Bearer t2');
    await client.close();

    server.behave(() => ({ status: 403, body: 'hunter2' }));
    const refused = post(
      server.url,
      `oauth2: {client_id: id, client_secret: hunter2, token_url: '${server.url}/token'}`,
    );
    await expect(refused).rejects.toThrow(
      /^Post "<redacted>": oauth2: cannot fetch token: the token endpoint answered 403$/,
    );
  });

  it.each`
    status | method    | body
    ${301} | ${'GET'}  | ${''}
    ${302} | ${'GET'}  | ${''}
    ${303} | ${'GET'}  | ${''}
    ${307} | ${'POST'} | ${'hello'}
    ${308} | ${'POST'} | ${'hello'}
  `('follows $status with $method', async ({ status, method, body }) => {
    server.behave((request) =>
      request.path === '/next'
        ? { status: 200, body: `${request.method} ${request.body}` }
        : { status, headers: { location: '/next' }, body: '' },
    );
    expect((await post(server.url)).body).toBe(`${method} ${body}`);
  });

  it('gives no credentials to another host', async () => {
    const other = await startHttpStandIn(({ headers: sent }) => ({ status: 200, body: sent.authorization ?? 'none' }));
    server.behave(() => ({ status: 307, headers: { location: other.url }, body: '' }));
    expect((await post(server.url, 'bearer_token: t')).body).toBe('none');
    await other.close();
  });

  it('follows no redirect where it is told not to, and not for ever', async () => {
    server.behave(() => ({ status: 302, headers: { location: '/' }, body: '' }));
    expect((await post(server.url, 'follow_redirects: false')).status).toBe(302);
    await expect(post(server.url)).rejects.toThrow('stopped after 10 redirects');
  });

  it('gives up when it is told to, and does not say where it was', async () => {
    server.behave(() => new Promise(() => {}));
    const client = clientOf('{}');
    const sent = client.send({ method: 'POST', url: `${server.url}/secret` }, AbortSignal.timeout(50));
    await expect(sent).rejects.toThrow(/^Post "<redacted>": context deadline exceeded$/);
    await client.close();
  });

  it.each`
    tls                             | outcome
    ${'insecure_skip_verify: true'} | ${'answered'}
    ${'ca_file'}                    | ${'answered'}
    ${''}                           | ${'self-signed certificate'}
    ${'server_name: wrong.test'}    | ${'self-signed certificate'}
  `('trusts a server by its certificate: $tls', async ({ tls, outcome }) => {
    const { key, cert } = makeCertificate();
    const secure = createTls({ key, cert }, (_request, response) => response.end('answered'));
    const port = await listening(secure);
    const settings = tls === 'ca_file' ? `ca_file: '${file('ca.pem', cert)}'` : tls;
    const answer = await post(`https://127.0.0.1:${port}`, `tls_config: {${settings}}`).then(
      ({ body }) => body,
      (error: Error) => error.message,
    );
    expect(answer).toContain(outcome);
    secure.closeAllConnections();
    await new Promise((resolve) => secure.close(resolve));
  });

  describe('through a proxy', () => {
    let proxy: Server;
    let port: number;
    const seen: string[] = [];
    const sockets = new Set<{ destroy(): void }>();
    beforeEach(async () => {
      seen.length = 0;
      proxy = createPlain((request: IncomingMessage, response) => {
        seen.push(`${request.method} ${request.url}`);
        const target = new URL(request.url ?? '');
        request.pipe(
          requestPlain(
            { host: target.hostname, port: target.port, path: target.pathname, method: request.method ?? 'GET' },
            (answer) => answer.pipe(response),
          ),
        );
      });
      proxy.on('connect', (request, socket) => {
        seen.push(`CONNECT ${request.url} ${request.headers['x-proxy'] ?? ''}`.trim());
        const [host = '', targetPort] = (request.url ?? '').split(':');
        sockets.add(socket);
        const target = connect(Number(targetPort), host, () => {
          socket.write('HTTP/1.1 200 OK\r\n\r\n');
          target.pipe(socket).pipe(target);
        });
        target.on('error', () => socket.destroy());
        socket.on('error', () => target.destroy());
      });
      port = await listening(proxy);
    });
    afterEach(async () => {
      // A tunnel is no connection of the server's any more.
      for (const socket of sockets) socket.destroy();
      sockets.clear();
      proxy.closeAllConnections();
      await new Promise((resolve) => proxy.close(resolve));
    });

    it('hands plain requests over', async () => {
      expect((await post(`${server.url}/x`, `proxy_url: 'http://127.0.0.1:${port}'`)).body).toBe('ok');
      expect(seen).toEqual([`POST ${server.url}/x`]);
    });

    it('tunnels TLS, with the headers for the proxy', async () => {
      const { key, cert } = makeCertificate();
      const secure = createTls({ key, cert }, (_request, response) => response.end('answered'));
      const target = `127.0.0.1:${await listening(secure)}`;
      const yaml = `{proxy_url: 'http://127.0.0.1:${port}', proxy_connect_header: {x-proxy: [me]}, tls_config: {insecure_skip_verify: true}}`;
      expect((await post(`https://${target}`, yaml)).body).toBe('answered');
      expect(seen).toEqual([`CONNECT ${target} me`]);
      secure.closeAllConnections();
      await new Promise((resolve) => secure.close(resolve));
    });

    it.each`
      proxy                        | answer
      ${'closes the connection'}   | ${(socket: Duplex) => void socket.destroy()}
      ${'refuses'}                 | ${(socket: Duplex) => void socket.end('HTTP/1.1 403 Forbidden\r\n\r\n')}
      ${'is silent until the end'} | ${() => {}}
    `('asks once for a tunnel, and gives up where the proxy $proxy', async ({ answer }) => {
      proxy.removeAllListeners('connect').on('connect', (request, socket) => {
        seen.push(`CONNECT ${request.url}`);
        sockets.add(socket);
        answer(socket);
      });
      const client = clientOf(`proxy_url: 'http://127.0.0.1:${port}'`);
      const request = { method: 'POST' as const, url: 'https://vendor.test/x' };
      await expect(client.send(request, AbortSignal.timeout(300))).rejects.toThrow(/^Post "<redacted>": /);
      expect(seen).toEqual(['CONNECT vendor.test:443']);
    });

    it('goes round it for hosts of no_proxy', async () => {
      await post(server.url, `{proxy_url: 'http://127.0.0.1:${port}', no_proxy: '127.0.0.0/8'}`);
      expect(seen).toEqual([]);
    });
  });
});
