import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { startTestServer, type TestServer } from '../../test/support/http-fixture.js';

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
    '/api/v1/alerts',
    '/metrics',
    '/-/ready',
    '/',
  ),
  fc
    .array(fc.constantFrom('api', 'v2', 'alerts', 'silence', '-', '..', '.', '%2e', '%zz', '', 'ä', '~'), {
      maxLength: 6,
    })
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
  ),
);

describe('the server', () => {
  it('answers whatever is sent without failing and without telling of its inside', async () => {
    const request = fc.record({
      method: fc.constantFrom('GET', 'POST', 'DELETE', 'PUT', 'HEAD', 'OPTIONS', 'PATCH'),
      url: fc.tuple(path, query).map(([where, what]) => where + what),
      headers: fc.oneof(fc.constant({ 'content-type': 'application/json' }), headers),
      body,
    });
    await fc.assert(
      fc.asyncProperty(request, async ({ body: sent, ...rest }) => {
        const answer = await server.request(sent === undefined ? rest : { ...rest, body: sent });
        expect(answer.statusCode).toBeLessThan(500);
        expect(answer.body).not.toMatch(/node_modules|\.(?:ts|js):\d+|FST_ERR/);
      }),
      { numRuns: 1500 },
    );
    expect(server.logger.errors).toEqual([]);
  }, 60_000);
});
