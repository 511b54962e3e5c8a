import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type ClientHttp2Session, type ClientHttp2Stream, connect } from 'node:http2';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeAuthority } from '../../test/support/certificate-authority.js';
import { startTestServer, TestLogger, type TestServer } from '../../test/support/http-fixture.js';
import { openProtection } from './protection/protection.js';
import { RECEIVE_LIMITS } from './receive-limits.js';

const authority = makeAuthority();
const own = authority.issue('DNS:localhost,IP:127.0.0.1');

describe('HTTP/2', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tocsin-http2-'));
  let server: TestServer;
  let session: ClientHttp2Session;

  beforeEach(async () => {
    writeFileSync(join(folder, 'cert.pem'), own.cert);
    writeFileSync(join(folder, 'key.pem'), own.key);
    writeFileSync(join(folder, 'web.yml'), 'tls_server_config: {cert_file: cert.pem, key_file: key.pem}');
    const parts = { nowMs: () => performance.now(), logger: new TestLogger(), boundReached: () => {} };
    const protection = await openProtection(join(folder, 'web.yml'), parts);
    const limits = { ...RECEIVE_LIMITS, headersMs: 200, requestMs: 200 };
    server = await startTestServer({}, undefined, { protection, limits });
    session = connect(`https://127.0.0.1:${server.port}`, { ca: authority.cert });
    session.on('error', () => {});
  });
  afterEach(async () => {
    session.destroy();
    await server.close(100);
    expect(server.logger.errors).toEqual([]);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const get = (path: string) => session.request({ ':path': path });
  const post = () =>
    session.request({ ':path': '/api/v2/alerts', ':method': 'POST', 'content-type': 'application/json' });
  const status = (stream: ClientHttp2Stream) =>
    new Promise<number>((resolve) => {
      stream.on('error', () => {});
      stream.on('response', (headers) => resolve(headers[':status'] ?? 0));
      stream.on('close', () => resolve(0));
      stream.resume();
    });

  it('answers many requests on one connection at once', async () => {
    const asked = Array.from({ length: 200 }, (_, at) => status(get(at % 2 === 0 ? '/-/ready' : '/api/v2/alerts')));
    const answers = await Promise.all(asked);
    expect(answers.every((code) => code === 200 || code === 503)).toBe(true);
    expect(answers).toContain(200);
  });

  it('waits for a body no longer than for one of HTTP/1', async () => {
    const stream = post();
    stream.write('[');
    expect(await status(stream)).toBeLessThan(500);
    expect(stream.closed).toBe(true);
    expect(await status(get('/-/ready'))).toBe(200);
  });

  it('outlives requests that are taken back', async () => {
    for (let at = 0; at < 20; at++) {
      const stream = at % 2 === 0 ? post() : get('/api/v2/status');
      stream.on('error', () => {});
      if (at % 2 === 0) stream.write('[');
      if (at % 4 < 2) await new Promise((resolve) => setImmediate(resolve));
      stream.close(8);
    }
    expect(await status(get('/-/ready'))).toBe(200);
  });

  it('ends with the server, and lets what is under way end before', async () => {
    let reloaded: (() => void) | undefined;
    server.engine.reloadWith = () =>
      new Promise((resolve) => {
        reloaded = resolve;
      });
    const underWay = status(session.request({ ':path': '/-/reload', ':method': 'POST' }));
    await expectSoon(() => reloaded !== undefined);
    const closed = server.close(5_000);
    reloaded?.();
    expect(await underWay).toBe(200);
    const startMs = Date.now();
    await closed;
    expect(Date.now() - startMs).toBeLessThan(2_000);
  });
});

async function expectSoon(holds: () => boolean): Promise<void> {
  const endMs = Date.now() + 4_000;
  while (!holds()) {
    if (Date.now() > endMs) throw new Error('it did not come to that');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
