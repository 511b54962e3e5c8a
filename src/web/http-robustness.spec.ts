import { connect, type Socket } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { startTestServer, type TestServer } from '../../test/support/http-fixture.js';
import { RECEIVE_LIMITS } from './receive-limits.js';

/** Another one finds other things: `SEED=7 npm run test:unit -- --testPathPatterns robustness`. */
const SEED = Number(process.env['SEED'] ?? 20_260_102);
/** What tells of the machine, or of what the server is made of. */
const INSIDE = /node_modules|\.(?:ts|js):\d+|FST_ERR|ERR_|HPE_|Cannot (?:GET|POST)|\n {4}at /;
const HOST = 'Host: tocsin\r\n';
const JSON_TYPE = 'Content-Type: application/json\r\n';

const BOMB = gzipSync(Buffer.alloc(20_000_000)).toString('latin1');

/** Short enough to be seen. */
const limits = { ...RECEIVE_LIMITS, headersMs: 300, requestMs: 400, stalledMs: 1_000, lookEveryMs: 50 };

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({}, undefined, { limits });
});
afterEach(() => {
  expect(server.logger.errors.splice(0)).toEqual([]);
});
afterAll(() => server.close());

/** Sends bytes, one piece after the other, and hears what comes back until the connection ends. */
function talk(pieces: readonly string[], then: 'end' | 'wait' | 'destroy' = 'wait'): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(server.port, '127.0.0.1');
    let heard = '';
    socket.on('data', (piece: Buffer) => {
      heard += piece.toString('latin1');
    });
    // A reset is an answer, too.
    socket.on('error', () => {});
    socket.on('close', () => resolve(heard));
    void sendAll(socket, pieces).then(() => {
      if (then === 'end') socket.end();
      if (then === 'destroy') socket.destroy();
    });
  });
}

async function sendAll(socket: Socket, pieces: readonly string[]): Promise<void> {
  for (const piece of pieces) {
    if (socket.destroyed) return;
    await new Promise<void>((resolve) => socket.write(piece, 'latin1', () => resolve()));
  }
}

const statuses = (heard: string) => [...heard.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status));

const request = (line: string, headers = '', body = '') => `${line} HTTP/1.1\r\n${HOST}${headers}\r\n${body}`;

describe('a client that breaks the rules of HTTP', () => {
  it.each([
    ['no request', '\0\x01\x02\r\n\r\n', [400]],
    ['an invented method', request('FOO /'), [400]],
    ['a line without a path', 'GET\r\n\r\n', [400]],
    ['another version', `GET / HTTP/3.0\r\n${HOST}\r\n`, [400]],
    ['no host', 'GET / HTTP/1.1\r\nConnection: close\r\n\r\n', [400]],
    ['a NUL in its path', request('GET /a\0b'), [400]],
    ['a length that is none', request('POST /api/v2/alerts', `${JSON_TYPE}Content-Length: x\r\n`), [400]],
    ['a length below zero', request('POST /api/v2/alerts', `${JSON_TYPE}Content-Length: -1\r\n`), [400]],
    [
      'two lengths',
      request('POST /api/v2/alerts', `${JSON_TYPE}Content-Length: 2\r\nContent-Length: 3\r\n`, '[]'),
      [400],
    ],
    [
      'a length and chunks',
      request('POST /api/v2/alerts', `${JSON_TYPE}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n`, '0\r\n\r\n'),
      [400],
    ],
    [
      'chunks that are none',
      request('POST /api/v2/alerts', `${JSON_TYPE}Transfer-Encoding: chunked\r\n`, 'zz\r\n'),
      [400],
    ],
    ['headers without end', request('GET /', `X: ${'a'.repeat(1_200_000)}\r\n`), [431]],
    ['a header that is none', request('GET /', ' : x\r\n'), [400]],
    ['a wish for a tunnel', request('CONNECT tocsin:443'), [405]],
    ['a question to all of the server', request('GET *', 'Connection: close\r\n'), [400]],
    ['options of all of the server', request('OPTIONS *', 'Connection: close\r\n'), [200]],
    ['an expectation', request('GET /', 'Expect: the best\r\nConnection: close\r\n'), [417]],
    ['an upgrade', request('GET /-/ready', 'Connection: upgrade, close\r\nUpgrade: websocket\r\n'), [200]],
    ['a whole address', request('GET http://elsewhere/-/ready', 'Connection: close\r\n'), [200]],
    ['an id that is very long', request(`GET /api/v2/silence/${'a'.repeat(50_000)}`, 'Connection: close\r\n'), [422]],
    ['5000 headers', request('GET /-/ready', `${'X: a\r\n'.repeat(5_000)}Connection: close\r\n`), [200]],
    ['a query of 500 kB', request(`GET /api/v2/alerts?${'a=b&'.repeat(125_000)}`, 'Connection: close\r\n'), [200]],
    [
      'a gzip bomb',
      request(
        'POST /api/v2/alerts',
        `${JSON_TYPE}Content-Encoding: gzip\r\nConnection: close\r\nContent-Length: ${BOMB.length}\r\n`,
        BOMB,
      ),
      [413],
    ],
    [
      'a bomb in a bomb',
      request(
        'POST /api/v2/alerts',
        `${JSON_TYPE}Content-Encoding: gzip, gzip\r\nConnection: close\r\nContent-Length: ${BOMB.length}\r\n`,
        BOMB,
      ),
      [415],
    ],
    [
      'a body that is announced as huge',
      request('POST /api/v2/alerts', `${JSON_TYPE}Content-Length: 99999999999\r\n`, '['),
      [413],
    ],
  ])('is answered: %s', async (_name, bytes, expected) => {
    const heard = await talk([bytes], 'wait');
    expect(statuses(heard)).toEqual(expected);
    expect(heard).not.toMatch(INSIDE);
  });

  it('is answered request by request, up to the one that is none', async () => {
    const good = request('GET /-/ready');
    const heard = await talk([good + good, request('GET /-/healthy', 'Connection: close\r\n')]);
    expect(statuses(heard)).toEqual([200, 200, 200]);
    expect(statuses(await talk([good, 'NONSENSE\r\n\r\n']))[0]).toBe(200);
  });

  it.each([
    ['a request', ['GET / HT']],
    ['its headers', [`GET / HTTP/1.1\r\n${HOST}X: `]],
    ['a body of a known length', [request('POST /api/v2/alerts', `${JSON_TYPE}Content-Length: 9\r\n`, '[')]],
    ['a chunk', [request('POST /api/v2/alerts', `${JSON_TYPE}Transfer-Encoding: chunked\r\n`, '5\r\n[')]],
    ['chunks', [request('POST /api/v2/alerts', `${JSON_TYPE}Transfer-Encoding: chunked\r\n`, '1\r\n[\r\n')]],
    ['a body that nobody wants', [request('POST /nowhere', 'Content-Length: 9\r\n', '[')]],
    [
      'a body that it may send',
      [request('POST /api/v2/alerts', `${JSON_TYPE}Expect: 100-continue\r\nContent-Length: 9\r\n`)],
    ],
  ])('waits for nothing when it stops in the middle of %s', async (_name, pieces) => {
    const startMs = Date.now();
    const heard = await talk(pieces);
    expect(Date.now() - startMs).toBeLessThan(5_000);
    expect(statuses(heard).filter((status) => status >= 500)).toEqual([]);
    expect(heard).not.toMatch(INSIDE);
    for (const end of ['end', 'destroy'] as const) expect(await talk(pieces, end)).not.toMatch(INSIDE);
  });

  it('does not keep its place by never reading the answer', async () => {
    server.engine.original = 'x'.repeat(20_000_000);
    const socket = connect(server.port, '127.0.0.1');
    socket.pause();
    socket.on('error', () => {});
    socket.write(request('GET /api/v2/status'));
    await expectSoon(async () =>
      (await server.metrics()).includes('alertmanager_http_requests_in_flight{method="get"} 1'),
    );
    await expectSoon(async () =>
      (await server.metrics()).includes('alertmanager_http_requests_in_flight{method="get"} 0'),
    );
    socket.destroy();
    server.engine.original = '';
  });

  it('is answered properly or not at all, whatever it sends', async () => {
    const path = fc.oneof(
      fc.constantFrom(
        '/',
        '/api/v2/alerts',
        '/api/v2/silences',
        '/metrics',
        '/-/ready',
        '*',
        '//',
        '/api/v2/../..',
        '',
      ),
      fc.string({ unit: 'binary-ascii', maxLength: 30 }).map((text) => `/${text}`),
    );
    const header = fc.oneof(
      fc.constantFrom(
        'Content-Type: application/json',
        'Content-Length: 2',
        'Content-Length: 40',
        'Transfer-Encoding: chunked',
        'Transfer-Encoding: gzip',
        'Content-Encoding: gzip',
        'Expect: 100-continue',
        'Connection: close',
        'Connection: upgrade',
        'Upgrade: h2c',
        ' folded',
      ),
      fc.tuple(fc.string({ maxLength: 8 }), fc.string({ maxLength: 20 })).map(([name, value]) => `${name}: ${value}`),
    );
    const message = fc
      .tuple(
        fc.constantFrom('GET', 'POST', 'DELETE', 'OPTIONS', 'HEAD', 'CONNECT', 'TRACE', 'M-SEARCH', 'QUERY', 'get', ''),
        path,
        fc.constantFrom('HTTP/1.1', 'HTTP/1.0', 'HTTP/2.0', 'http/1.1', ''),
        fc.array(header, { maxLength: 5 }),
        fc.oneof(fc.constantFrom('', '[]', '2\r\n[]\r\n0\r\n\r\n', '{}', '\r\n'), fc.string({ maxLength: 40 })),
      )
      .map(
        ([method, where, version, headers, body]) =>
          `${method} ${where} ${version}\r\n${HOST}${headers.map((line) => `${line}\r\n`).join('')}\r\n${body}`,
      );
    await fc.assert(
      fc.asyncProperty(fc.array(message, { minLength: 1, maxLength: 3 }), async (messages) => {
        const heard = await talk(messages, 'end');
        expect(statuses(heard).filter((status) => status >= 500 && status !== 503)).toEqual([]);
        expect(heard).not.toMatch(INSIDE);
      }),
      { numRuns: 400, seed: SEED },
    );
    expect(await talk([request('GET /-/ready', 'Connection: close\r\n')])).toContain('200 OK');
  }, 60_000);
});

describe('the memory of the server', () => {
  it('does not grow with the number of requests', async () => {
    const collectGarbage = garbageCollector();
    const round = async () => {
      for (let at = 0; at < 60; at++) {
        await Promise.all([
          server.get(`/nowhere/${at}/${Math.random()}`),
          server.get(`/api/v2/silence/${Math.random()}`),
          server.get(`/api/v2/alerts?filter=${encodeURIComponent(`a="${Math.random()}"`)}`),
          server.get(`/api/v2/alerts?receiver=${Math.random()}`),
          server.post('/api/v2/alerts', `[{"labels":{"":"${Math.random()}"}}]`),
          server.post('/api/v2/silences', `{"comment":"${Math.random()}"}`),
          server.post('/api/tocsin/v1/templates/render', `{"template":"{{ ${Math.random()}"}`),
          talk([request('POST /api/v2/alerts', `${JSON_TYPE}Content-Length: 9\r\n`, '[')], 'destroy'),
          talk([`NONSENSE ${Math.random()}\r\n\r\n`]),
        ]);
      }
      collectGarbage();
      return process.memoryUsage().heapUsed;
    };
    await round();
    await round();
    const before = await round();
    for (let at = 0; at < 4; at++) await round();
    expect((await round()) - before).toBeLessThan(3_000_000);
  }, 60_000);
});

function garbageCollector(): () => void {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc') as () => void;
}

async function expectSoon(holds: () => Promise<boolean>): Promise<void> {
  const endMs = Date.now() + 4_000;
  while (!(await holds())) {
    if (Date.now() > endMs) throw new Error('it did not come to that');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
