import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestServer, type TestServer } from '../../test/support/http-fixture.js';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ bodyBytesMax: 2000 });
});
afterAll(() => server.close());

const ALERTS = '/api/v2/alerts';
const SILENCES = '/api/v2/silences';
const times = { startsAt: '2026-01-02T03:00:00Z', endsAt: '2026-01-02T04:00:00Z' };
const matcher = { name: 'a', value: 'b', isRegex: false };
const silence = { comment: 'c', createdBy: 'me', ...times, matchers: [matcher] };
const without = (name: string) => Object.fromEntries(Object.entries(silence).filter(([key]) => key !== name));

const parsing = (body: string, reason: string) =>
  JSON.stringify({ code: 400, message: `parsing ${body} body from "" failed, because ${reason}` });
const schema = (code: number, message: string) => JSON.stringify({ code, message });
const FIRST_HALF =
  'struct { Annotations models.LabelSet "json:\\"annotations,omitempty\\""; EndsAt strfmt.DateTime "json:\\"endsAt,omitempty\\""; StartsAt strfmt.DateTime "json:\\"startsAt,omitempty\\"" }';

describe('a body that is no alert', () => {
  it.each<[body: unknown, status: number, answer: string]>([
    ['null', 200, ''],
    ['[]', 200, ''],
    ['[] trailing', 200, ''],
    [[{}], 422, schema(602, '0.labels in body is required')],
    [[{ labels: { a: 'b' } }, { labels: null }], 422, schema(602, '1.labels in body is required')],
    [[{ labels: {} }], 400, '"at least one label pair required"\n'],
    [[{ labels: { a: '' } }], 400, '"at least one label pair required"\n'],
    [
      [{ labels: {} }, { labels: { '': 'x' } }],
      400,
      '"at least one label pair required\\ninvalid label set: invalid name \\"\\""\n',
    ],
    [[{ labels: { a: 'b' }, annotations: { '': 'x' } }], 400, '"invalid annotations: invalid name \\"\\""\n'],
    [
      [{ labels: { a: 'b' }, startsAt: times.endsAt, endsAt: times.startsAt }],
      400,
      '"start time must be before end time"\n',
    ],
    ['[null]', 400, parsing('alerts', 'alert 0 is null')],
    [{}, 400, parsing('alerts', 'json: cannot unmarshal object into Go value of type models.PostableAlerts')],
    ['"x"', 400, parsing('alerts', 'json: cannot unmarshal string into Go value of type models.PostableAlerts')],
    ['[1]', 400, parsing('alerts', `json: cannot unmarshal number into Go value of type ${FIRST_HALF}`)],
    [
      [{ labels: { a: 1 } }],
      400,
      parsing('alerts', 'json: cannot unmarshal number into Go struct field Alert.labels of type string'),
    ],
    [
      [{ labels: [] }],
      400,
      parsing('alerts', 'json: cannot unmarshal array into Go struct field Alert.labels of type models.LabelSet'),
    ],
    [
      [{ labels: {}, annotations: { a: true } }],
      400,
      parsing('alerts', 'json: cannot unmarshal bool into Go struct field .annotations of type string'),
    ],
    [
      [{ labels: {}, startsAt: 7 }],
      400,
      parsing('alerts', 'json: cannot unmarshal number into Go value of type string'),
    ],
    [
      [{ labels: {}, startsAt: 'yesterday' }],
      400,
      parsing('alerts', 'parsing time "yesterday" as "2006-01-02 15:04:05": cannot parse "yesterday" as "2006"'),
    ],
    [
      [{ labels: {}, endsAt: '2026-13-01 00:00:00' }],
      400,
      parsing('alerts', 'parsing time "2026-13-01 00:00:00": month out of range'),
    ],
    [
      [{ labels: { a: 'b' }, generatorURL: 'not a uri%%' }],
      422,
      schema(601, '0.generatorURL in body must be of type uri: "not a uri%%"'),
    ],
    ['', 422, schema(602, 'alerts in body is required')],
    ['  \n', 422, schema(602, 'alerts in body is required')],
    ['not json', 400, parsing('alerts', "invalid character 'o' in literal null (expecting 'u')")],
    ['[', 400, parsing('alerts', 'unexpected EOF')],
    ['[{"a" 1}]', 400, parsing('alerts', "invalid character '1' after object key")],
    ['[{}', 400, parsing('alerts', 'unexpected EOF')],
    ['[1,]', 400, parsing('alerts', "invalid character ']' looking for beginning of value")],
    ["['a']", 400, parsing('alerts', "invalid character '\\'' looking for beginning of value")],
    ['["a\tb"]', 400, parsing('alerts', "invalid character '\\t' in string literal")],
    ['{"a":1 "b"}', 400, parsing('alerts', "invalid character '\"' after object key:value pair")],
    ['-', 400, parsing('alerts', 'unexpected EOF')],
  ])('%j answers %d %s', async (body, status, answer) => {
    const { statusCode, body: text } = await server.post(ALERTS, body);
    expect([statusCode, text]).toEqual([status, answer]);
  });
});

describe('a body that is no silence', () => {
  it.each<[body: unknown, status: number, answer: string]>([
    ['{}', 422, schema(602, 'comment in body is required')],
    ['null', 422, schema(602, 'comment in body is required')],
    ['', 422, schema(602, 'silence in body is required')],
    [without('createdBy'), 422, schema(602, 'createdBy in body is required')],
    [without('endsAt'), 422, schema(602, 'endsAt in body is required')],
    [without('matchers'), 422, schema(602, 'matchers in body is required')],
    [without('startsAt'), 422, schema(602, 'startsAt in body is required')],
    [{ ...silence, matchers: [] }, 422, schema(612, 'matchers in body should have at least 1 items')],
    [{ ...silence, matchers: [matcher, {}] }, 422, schema(602, 'matchers.1.isRegex in body is required')],
    [{ ...silence, matchers: [{ isRegex: true }] }, 422, schema(602, 'matchers.0.name in body is required')],
    [
      { ...silence, matchers: [{ isRegex: true, name: 'a' }] },
      422,
      schema(602, 'matchers.0.value in body is required'),
    ],
    [
      { ...silence, comment: 1 },
      400,
      parsing('silence', 'json: cannot unmarshal number into Go struct field Silence.comment of type string'),
    ],
    [
      { ...silence, matchers: [{ ...matcher, isEqual: 'x' }] },
      400,
      parsing('silence', 'json: cannot unmarshal string into Go struct field Matcher.matchers.isEqual of type bool'),
    ],
    [{ ...silence, startsAt: times.endsAt }, 400, '"Failed to create silence: start time must be before end time"\n'],
    [
      { ...silence, startsAt: '2026-01-01T00:00:00Z', endsAt: '2026-01-02T00:00:00Z' },
      400,
      '"Failed to create silence: end time can\'t be in the past"\n',
    ],
    [
      { ...silence, matchers: [{ ...matcher, value: '' }] },
      400,
      '"invalid silence: matcher set 0: at least one matcher must not match the empty string"\n',
    ],
    [
      { ...silence, matchers: [{ ...matcher, name: '' }] },
      400,
      '"invalid silence: invalid label matcher 0 in set 0: invalid label name \\"\\""\n',
    ],
    [{ ...silence, id: 'unknown' }, 404, '"silence not found"\n'],
  ])('%j answers %d %s', async (body, status, answer) => {
    const { statusCode, body: text } = await server.post(SILENCES, body);
    expect([statusCode, text]).toEqual([status, answer]);
  });
});

describe('a request that is wrong in itself', () => {
  const json = { 'content-type': 'application/json' };

  it.each<[method: string, url: string, headers: Record<string, string>, status: number, answer: string]>([
    ['GET', '/api/v2/foo', {}, 404, schema(404, 'path /api/v2/foo was not found')],
    ['GET', '/api/v2/', {}, 404, schema(404, 'path /api/v2/ was not found')],
    ['PUT', ALERTS, {}, 405, schema(405, 'method PUT is not allowed, but [GET,POST] are')],
    ['OPTIONS', ALERTS, {}, 405, schema(405, 'method OPTIONS is not allowed, but [GET,POST] are')],
    ['HEAD', ALERTS, {}, 405, ''],
    ['GET', '/api/v2/silence/foo', {}, 422, schema(601, 'silenceID in path must be of type uuid: "foo"')],
    ['DELETE', '/api/v2/silence/foo', {}, 422, schema(601, 'silenceID in path must be of type uuid: "foo"')],
    ['GET', '/api/v2/silence/00000000-0000-0000-0000-000000000000', {}, 404, ''],
    ['DELETE', '/api/v2/silence/00000000-0000-0000-0000-000000000000', {}, 404, ''],
    [
      'GET',
      ALERTS,
      { accept: 'text/html' },
      406,
      schema(406, 'unsupported media type requested, only [application/json] are available'),
    ],
    [
      'GET',
      ALERTS,
      { accept: 'application/json;q=0' },
      406,
      schema(406, 'unsupported media type requested, only [application/json] are available'),
    ],
    ['GET', ALERTS, { accept: 'text/html, */*;q=0.1' }, 200, '[]\n'],
    ['GET', `${ALERTS}/`, { accept: 'application/*' }, 200, '[]\n'],
    ['GET', `${ALERTS}?filter=x`, {}, 400, '"bad matcher format: x"\n'],
    [
      'GET',
      `${ALERTS}?receiver=(a`,
      {},
      400,
      '"failed to parse receiver param: error parsing regexp: missing closing ): `^(?:(a)$`"\n',
    ],
    [
      'GET',
      `${ALERTS}?receiver_matchers=x`,
      {},
      400,
      '"failed to parse receiver_matchers param: bad matcher format: x"\n',
    ],
    ['GET', `${ALERTS}/groups?filter=x`, {}, 400, '"bad matcher format: x"\n'],
    [
      'GET',
      `/api/v2/receivers?receiver_matchers=x`,
      {},
      400,
      '"failed to parse receiver_matchers param: bad matcher format: x"\n',
    ],
    ['GET', `${SILENCES}?filter=x`, {}, 400, '"bad matcher format: x"\n'],
  ])('%s %s %j answers %d', async (method, url, headers, status, answer) => {
    const { statusCode, body } = await server.request({ method, url, headers });
    expect([statusCode, body]).toEqual([status, answer]);
  });

  it.each<[headers: Record<string, string>, body: string | Buffer, status: number, answer: string]>([
    [
      {},
      '[]',
      415,
      schema(415, 'unsupported media type "application/octet-stream", only [application/json] are allowed'),
    ],
    [
      { 'content-type': 'text/plain' },
      '[]',
      415,
      schema(415, 'unsupported media type "text/plain", only [application/json] are allowed'),
    ],
    [{ 'content-type': 'Application/JSON; charset=utf-8' }, '[]', 200, ''],
    [
      { 'content-type': 'a b' },
      '[]',
      400,
      schema(400, 'parsing Content-Type header from "a b" failed, because mime: no media type'),
    ],
    [
      { 'content-type': 'application/json; x' },
      '[]',
      400,
      schema(400, 'parsing Content-Type header from "application/json; x" failed, because mime: no media type'),
    ],
    [{ ...json, 'content-encoding': 'gzip' }, gzipSync('[]'), 200, ''],
    [{ ...json, 'content-encoding': 'gzip' }, '[]', 400, schema(400, 'the body is not valid gzip')],
    [
      { ...json, 'content-encoding': 'br' },
      '[]',
      415,
      schema(415, 'unsupported content encoding "br", only [gzip,deflate] are allowed'),
    ],
    [json, `[${' '.repeat(2000)}]`, 413, schema(413, 'request body too large: the limit is 2000 bytes')],
    [
      { ...json, 'content-encoding': 'gzip' },
      gzipSync(`[${' '.repeat(2000)}]`),
      413,
      schema(413, 'request body too large: the limit is 2000 bytes'),
    ],
  ])('POST with %j answers by its body', async (headers, body, status, answer) => {
    const sent = await server.request({ method: 'POST', url: ALERTS, headers, body });
    expect([sent.statusCode, sent.body]).toEqual([status, answer]);
  });

  it('counts bodies that were too large', async () => {
    await server.request({ method: 'POST', url: ALERTS, headers: json, body: 'x'.repeat(2001) });
    expect(await server.metrics()).toMatch(/tocsin_bound_reached_total\{bound="http_body"\} [1-9]/);
  });

  it('tells which methods are allowed', async () => {
    const answer = await server.request({ method: 'PATCH', url: SILENCES });
    expect(answer.headers).toMatchObject({ allow: 'GET,POST', 'content-type': 'application/json' });
  });

  it('says no more of a failure of its own than that it failed', async () => {
    const running = server.engine.current.bind(server.engine);
    server.engine.current = () => {
      throw new Error('secret detail');
    };
    const answer = await server.get(ALERTS);
    server.engine.current = running;
    expect([answer.statusCode, answer.body]).toEqual([500, '"internal server error"\n']);
    expect(server.logger.errors).toEqual(['Request failed']);
  });
});

describe('CORS', () => {
  const preflight = (headers: Record<string, string>) =>
    server.request({ method: 'OPTIONS', url: ALERTS, headers: { origin: 'http://x', ...headers } });

  it('lets any origin read', async () => {
    const answer = await server.get(ALERTS, { origin: 'http://x' });
    expect(answer.headers).toMatchObject({
      'access-control-allow-origin': '*',
      vary: 'Origin',
      'cache-control': 'no-store',
      'content-type': 'application/json',
    });
    expect((await server.get(ALERTS)).headers['access-control-allow-origin']).toBeUndefined();
  });

  it('answers a preflight for reading and posting', async () => {
    const answer = await preflight({
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'content-type,x-requested-with',
    });
    expect([answer.statusCode, answer.body]).toEqual([204, '']);
    expect(answer.headers).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-allow-methods': 'POST',
      'access-control-allow-headers': 'content-type,x-requested-with',
      vary: 'Origin, Access-Control-Request-Method, Access-Control-Request-Headers',
    });
  });

  it.each([
    [{ 'access-control-request-method': 'DELETE' }],
    [{ 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization' }],
  ])('allows nothing for %j', async (headers) => {
    const answer = await preflight(headers);
    expect(answer.statusCode).toBe(204);
    expect(answer.headers['access-control-allow-origin']).toBeUndefined();
  });
});
