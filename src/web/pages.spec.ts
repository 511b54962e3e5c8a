import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startTestServer, type TestServer } from '../../test/support/http-fixture.js';

let server: TestServer;
afterEach(() => server.close());

describe('the pages', () => {
  beforeEach(async () => {
    server = await startTestServer();
  });

  it.each([
    ['GET', '/-/healthy', 200, 'OK'],
    ['HEAD', '/-/healthy', 200, ''],
    ['GET', '/-/ready', 200, 'OK'],
    ['HEAD', '/-/ready', 200, ''],
    ['POST', '/-/reload', 200, ''],
    ['GET', '/-/reload', 405, 'Method Not Allowed\n'],
    ['POST', '/-/healthy', 405, 'Method Not Allowed\n'],
    ['PUT', '/metrics', 405, 'Method Not Allowed\n'],
    ['OPTIONS', '/metrics', 200, ''],
    ['GET', '/nothing', 404, '404 page not found\n'],
    ['GET', '/favicon.ico', 404, '404 page not found\n'],
    ['GET', '/api/v3/alerts', 404, '404 page not found\n'],
    ['GET', '/api/v2', 301, '<a href="/api/v2/">Moved Permanently</a>.\n\n'],
    ['GET', '/metrics/', 301, '<a href="/metrics">Moved Permanently</a>.\n\n'],
    ['GET', '//metrics', 301, '<a href="/metrics">Moved Permanently</a>.\n\n'],
    ['GET', '/x/../metrics', 301, '<a href="/metrics">Moved Permanently</a>.\n\n'],
    ['POST', '/-/reload/', 308, ''],
    ['GET', '/%zz', 400, 'Bad Request\n'],
  ] as const)('%s %s answers %d', async (method, url, status, body) => {
    const answer = await server.request({ method, url });
    expect([answer.statusCode, answer.body]).toEqual([status, body]);
  });

  it('tells which methods a path takes', async () => {
    const answer = await server.request({ method: 'POST', url: '/-/healthy' });
    expect(answer.headers).toMatchObject({
      allow: 'GET, HEAD, OPTIONS',
      'content-type': 'text/plain; charset=utf-8',
      'x-content-type-options': 'nosniff',
    });
  });

  it('says why a reload failed', async () => {
    server.engine.reloadWith = () => Promise.reject(new Error('yaml: line 3'));
    const answer = await server.request({ method: 'POST', url: '/-/reload' });
    expect([answer.statusCode, answer.body]).toEqual([500, 'failed to reload config: yaml: line 3\n']);
  });

  it.each([
    [undefined, 'text/plain; version=0.0.4; charset=utf-8'],
    ['*/*', 'text/plain; version=0.0.4; charset=utf-8'],
    [
      'application/openmetrics-text;version=1.0.0;q=0.5,text/plain;version=0.0.4;q=0.3,*/*;q=0.2',
      'application/openmetrics-text; version=1.0.0; charset=utf-8',
    ],
    ['application/openmetrics-text;q=0.1,text/plain;q=0.9', 'text/plain; version=0.0.4; charset=utf-8'],
  ])('serves metrics to a client that accepts %s', async (accept, contentType) => {
    const answer = await server.request({
      method: 'GET',
      url: '/metrics',
      headers: accept === undefined ? {} : { accept },
    });
    expect(answer.headers['content-type']).toBe(contentType);
    expect(answer.body).toContain('alertmanager_http_requests_in_flight{method="get"} 1\n');
  });

  it.each([
    ['GET', 'status'],
    ['GET', 'receivers'],
    ['GET', 'alerts'],
    ['POST', 'alerts'],
    ['GET', 'silences'],
    ['POST', 'silences'],
    ['GET', 'silence/x'],
    ['DELETE', 'silence/x'],
  ] as const)('%s /api/v1/%s is gone', async (method, path) => {
    const answer = await server.request({ method, url: `/api/v1/${path}` });
    expect(answer.statusCode).toBe(410);
    expect(answer.headers['content-type']).toBe('application/json');
    expect(answer.body).toBe(
      '{"status":"deprecated","error":"The Alertmanager v1 API was deprecated in version 0.16.0 and is removed as of version 0.27.0 - please use the equivalent route in the v2 API"}\n',
    );
  });

  it('measures each known path under one name', async () => {
    await server.get('/-/healthy');
    await server.get('/api/v1/alerts');
    await server.get('/api/v2/silence/00000000-0000-4000-8000-000000000000');
    await server.get('/api/v2/whatever-a-client-thinks-of');
    await server.get('/nothing');
    const page = await server.metrics();
    for (const labels of [
      'handler="/-/healthy",method="get",code="200"',
      'handler="/alerts",method="get",code="410"',
      'handler="/api/v2/silence/{silenceID}",method="get",code="404"',
      'handler="/api/v2/{unknown}",method="get",code="404"',
    ]) {
      expect(page).toContain(`alertmanager_http_request_duration_seconds_count{${labels}} 1`);
    }
    expect(page).toContain('alertmanager_http_response_size_bytes_sum{handler="/-/healthy",method="get"} 2');
    expect(page).not.toContain('"/nothing"');
  });
});

describe('under a route prefix', () => {
  beforeEach(async () => {
    server = await startTestServer({ routePrefix: '/foo/bar' });
  });

  it.each([
    ['/', 302, '/foo/bar'],
    ['/foo/bar', 301, '/foo/bar/'],
    ['/foo/bar/', 200, undefined],
    ['/foo/bar/-/healthy', 200, undefined],
    ['/foo/bar/metrics/?x=1', 301, '/foo/bar/metrics?x=1'],
    ['/foo/bar/api/v2', 301, '/foo/bar/api/v2/'],
    ['/foo/bar/api/v2/status', 200, undefined],
    ['/-/healthy', 404, undefined],
    ['/foo/barracks', 404, undefined],
  ])('GET %s answers %d', async (url, status, location) => {
    const answer = await server.get(url);
    expect([answer.statusCode, answer.headers.location]).toEqual([status, location]);
  });

  it('names paths without the prefix', async () => {
    expect((await server.get('/foo/bar/api/v2/no')).body).toBe(
      '{"code":404,"message":"path /api/v2/no was not found"}',
    );
    expect(await server.metrics()).toContain('handler="/api/v2/{unknown}"');
  });
});

describe('limits', () => {
  it('refuses GET requests beyond the limit', async () => {
    server = await startTestServer({ getConcurrencyMax: 0 });
    const answer = await server.get('/-/healthy');
    expect([answer.statusCode, answer.body]).toEqual([
      503,
      'Limit of concurrent GET requests reached (0), try again later.\n\n',
    ]);
    expect((await server.request({ method: 'HEAD', url: '/-/healthy' })).statusCode).toBe(200);
    expect(await server.metrics()).toContain('alertmanager_http_concurrency_limit_exceeded_total{method="get"} 1');
  });

  it('lets requests in again once others are answered', async () => {
    server = await startTestServer({ getConcurrencyMax: 1 });
    for (let i = 0; i < 3; i++) expect((await server.get('/api/v2/alerts')).statusCode).toBe(200);
  });

  it('gives up on a request that takes too long', async () => {
    server = await startTestServer({ timeoutMs: 20 });
    server.engine.reloadWith = () => new Promise(() => {});
    const answer = await server.request({ method: 'POST', url: '/-/reload' });
    expect([answer.statusCode, answer.body]).toEqual([503, 'Exceeded configured timeout of 20ms.\n']);
  });
});

describe('shutdown', () => {
  async function refusesRequests(): Promise<void> {
    for (;;) {
      try {
        await server.get('/-/ready');
      } catch {
        return;
      }
    }
  }

  it('lets a request end that is being answered', async () => {
    server = await startTestServer();
    let finish = () => {};
    const begun = new Promise<void>((resolve) => {
      server.engine.reloadWith = () => {
        resolve();
        return new Promise((done) => {
          finish = done;
        });
      };
    });
    const answer = server.request({ method: 'POST', url: '/-/reload' });
    await begun;
    const closed = server.close();
    await refusesRequests();
    finish();
    expect((await answer).statusCode).toBe(200);
    await closed;
  });

  it('cuts off a request that does not end', async () => {
    server = await startTestServer();
    const begun = new Promise<void>((resolve) => {
      server.engine.reloadWith = () => {
        resolve();
        return new Promise(() => {});
      };
    });
    const answer = server.request({ method: 'POST', url: '/-/reload' });
    const cut = expect(answer).rejects.toThrow('socket hang up');
    await begun;
    await server.close(20);
    await cut;
  });
});
