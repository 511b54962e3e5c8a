import { deflateSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { startTestServer, type TestServer } from '../../test/support/http-fixture.js';

/** Another one finds other things: `SEED=7 npm run test:unit -- --testPathPatterns robustness`. */
const SEED = Number(process.env['SEED'] ?? 20_260_102);
/** What tells of the machine, or of what the server is made of. */
const INSIDE = /node_modules|\.(?:ts|js):\d+|FST_ERR|ERR_|Cannot (?:GET|POST)|["\s]\/(?:work|home|usr|app|tmp)\//;

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

const path = fc.oneof(
  fc.constantFrom(
    '/api/v2/alerts',
    '/api/v2/alerts/groups',
    '/api/v2/silences',
    '/api/v2/silence/00000000-0000-4000-8000-000000000001',
    '/api/v2/status',
    '/api/v2/receivers',
    '/api/v2/silence/none',
    '/api/v2/openapi.yaml',
    '/api/v2/swagger.json',
    '/api/v2/',
    '/api/tocsin/v1/openapi.yaml',
    '/api/tocsin/v1/templates/render',
    '/api/v1/alerts',
    '/api/v1/silence/1',
    '/metrics',
    '/-/ready',
    '/-/healthy',
    '/-/reload',
    '/',
  ),
  fc
    .array(
      fc.constantFrom(
        'api',
        'v2',
        'alerts',
        'silence',
        '-',
        '..',
        '.',
        '%2e',
        '%2f',
        '%00',
        '%zz',
        '%',
        '%ff',
        '',
        'ä',
        '~',
        '*',
        ';',
        'x'.repeat(2000),
      ),
      {
        maxLength: 6,
      },
    )
    .map((segments) => `/${segments.map((segment) => (segment === 'ä' ? '%C3%A4' : segment)).join('/')}`),
);
const query = fc.oneof(
  fc.constant(''),
  fc
    .array(fc.tuple(fc.constantFrom('filter', 'receiver', 'receiver_matchers', 'active', 'muted', 'x'), fc.string()))
    .map(
      (pairs) => `?${pairs.map(([name, value]) => `${name}=${encodeURIComponent(value.toWellFormed())}`).join('&')}`,
    ),
  fc.constantFrom('?', '?filter', '?filter=%zz', '?%', '?&&=&', '?receiver=((', '?receiver=%FF'),
);
const scalar = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom(
    '2026-01-02T03:00:00Z',
    '2026-01-02T09:00:00+99:99',
    '9999-12-31T23:59:59Z',
    '',
    'http://x',
    '(',
    'a=b',
  ),
);
const record = fc.dictionary(
  fc.constantFrom(
    'labels',
    'annotations',
    'startsAt',
    'endsAt',
    'generatorURL',
    'matchers',
    'comment',
    'createdBy',
    'id',
    '__proto__',
    'LABELS',
  ),
  fc.oneof(
    scalar,
    fc.dictionary(fc.string(), fc.oneof(fc.string(), scalar)),
    fc.array(fc.dictionary(fc.constantFrom('name', 'value', 'isRegex', 'isEqual'), scalar), { maxLength: 3 }),
  ),
);
const body = fc.oneof(
  fc.constant(undefined),
  fc.string(),
  fc.uint8Array({ maxLength: 50 }).map((bytes) => Buffer.from(bytes)),
  fc.uint8Array({ maxLength: 50 }).map((bytes) => gzipSync(bytes).subarray(0, 20)),
  fc.constantFrom(gzipSync('[]'), gzipSync('{'), deflateSync('[]'), gzipSync(Buffer.alloc(5_000_000))),
  fc.constantFrom('['.repeat(100_000), '{"a":'.repeat(100_000), `[${'{},'.repeat(50_000)}{}]`, '"\\ud800"', '1e999'),
  record.map((one) => JSON.stringify(one)),
  fc.array(record, { maxLength: 3 }).map((several) => JSON.stringify(several)),
  fc.array(record, { maxLength: 3 }).map((several) => JSON.stringify(several).slice(0, -3)),
);
const headers = fc.dictionary(
  fc.constantFrom(
    'content-type',
    'accept',
    'origin',
    'content-encoding',
    'access-control-request-method',
    'if-none-match',
    'authorization',
    'cookie',
    'x-forwarded-for',
    'range',
    'traceparent',
    'te',
  ),
  fc.constantFrom(
    'application/json',
    '*/*',
    'gzip',
    'text/plain; charset="',
    ';',
    'x',
    '',
    'application/json;;',
    'GET',
    'deflate',
    'gzip, gzip',
    'Basic x',
    'bytes=0-',
    '00-00000000000000000000000000000000-0000000000000000-00',
    '\u00ff'.repeat(100),
    'a'.repeat(20_000),
  ),
);

describe('the server', () => {
  it('answers whatever is sent without failing and without telling of its inside', async () => {
    const request = fc.record({
      method: fc.constantFrom('GET', 'POST', 'DELETE', 'PUT', 'HEAD', 'OPTIONS', 'PATCH', 'TRACE', 'PROPFIND', 'PURGE'),
      url: fc.tuple(path, query).map(([where, what]) => where + what),
      headers: fc.oneof(fc.constant({ 'content-type': 'application/json' }), headers),
      body,
    });
    await fc.assert(
      fc.asyncProperty(request, async ({ body: sent, ...rest }) => {
        const answer = await server.request(sent === undefined ? rest : { ...rest, body: sent });
        expect(answer.statusCode).toBeLessThan(500);
        expect(answer.body).not.toMatch(INSIDE);
      }),
      { numRuns: 1500, seed: SEED },
    );
    expect(server.logger.errors).toEqual([]);
  }, 60_000);
});
