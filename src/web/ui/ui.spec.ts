import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startTestServer, type TestServer } from '../../../test/support/http-fixture.js';

const SCRIPT = 'console.log("it fires")';

let server: TestServer;
afterEach(() => server.close());

describe('the web UI', () => {
  let uiFolder: string;
  afterEach(() => rmSync(uiFolder, { recursive: true }));

  beforeEach(async () => {
    uiFolder = mkdtempSync(join(tmpdir(), 'tocsin-ui-'));
    mkdirSync(join(uiFolder, 'assets'));
    const write = (name: string, content: string | Buffer) => writeFileSync(join(uiFolder, name), content);
    write('index.html', '<!doctype html><meta name="csp-nonce" content="{{nonce}}"><h1>Tocsin</h1>');
    write('icon.svg', '<svg/>');
    write('secrets.txt', 'not a file of the pages');
    write('assets/index-a1.js', SCRIPT);
    write('assets/index-a1.js.br', brotliCompressSync(SCRIPT));
    write('assets/index-a1.js.gz', gzipSync(SCRIPT));
    server = await startTestServer({ uiFolder });
  });

  it('is a document that is never kept, and may load nothing of another origin', async () => {
    const answer = await server.get('/');
    expect(answer.statusCode).toBe(200);
    expect(answer.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-cache, no-store, must-revalidate',
      pragma: 'no-cache',
      expires: '0',
    });
    const policy = String(answer.headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'; script-src 'self'; ");
    expect(policy).not.toContain('unsafe');
    const [, nonce] = /'nonce-([^']+)'/.exec(policy) ?? [];
    expect(answer.body).toContain(`content="${nonce}"`);
    expect((await server.get('/')).body).not.toBe(answer.body);
  });

  it.each([
    ['br', 'gzip, br', (body: Buffer) => brotliDecompressSync(body).toString()],
    [undefined, 'identity', (body: Buffer) => body.toString()],
  ])('sends a file as %s to a client that takes %s', async (encoding, accepted, decode) => {
    const answer = await server.request({
      method: 'GET',
      url: '/assets/index-a1.js',
      headers: { 'accept-encoding': accepted },
    });
    expect(answer.headers['content-encoding']).toBe(encoding);
    expect(answer.headers).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
      vary: 'Accept-Encoding',
    });
    expect(decode(answer.bytes)).toBe(SCRIPT);
  });

  it('does not send again what the client has', async () => {
    const { headers } = await server.get('/icon.svg');
    const again = await server.request({
      method: 'GET',
      url: '/icon.svg',
      headers: { 'if-none-match': String(headers['etag']) },
    });
    expect([again.statusCode, again.body]).toEqual([304, '']);
  });

  it.each(['/assets/other.js', '/assets/..%2f..%2fpackage.json', '/secrets.txt'])('knows no %s', async (url) => {
    expect((await server.get(url)).statusCode).toBe(404);
  });
});

it('says how to build the web UI where it is not', async () => {
  server = await startTestServer();
  const answer = await server.get('/');
  expect([answer.statusCode, answer.body]).toEqual([200, expect.stringContaining('npm run build')]);
});
