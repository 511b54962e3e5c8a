import { Ajv, type AnySchema } from 'ajv';
import {
  NOW_MS,
  startTestServer,
  type TestAnswer,
  TestEngine,
  type TestRequest,
} from '../../../test/support/http-fixture.js';
import { openApiDocument } from './openapi-document.js';

interface Schema {
  readonly $ref?: string;
  readonly allOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema;
}

interface Answer {
  readonly $ref?: string;
  readonly schema?: Schema;
}

interface Document {
  readonly paths: Readonly<
    Record<string, Readonly<Record<string, { readonly responses?: Readonly<Record<string, Answer>> }>>>
  >;
}

const document = JSON.parse(openApiDocument().json) as Document;
const ajv = new Ajv({
  strict: false,
  formats: {
    'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}(?:Z|[+-]\d\d:\d\d)$/,
    uri: (text: string) => URL.canParse(text),
    uuid: /^[0-9a-f-]{36}$/,
  },
});
ajv.addSchema(document as AnySchema, 'document');

const SILENCE = {
  matchers: [{ name: 'alertname', value: 'Disk', isRegex: false }],
  startsAt: new Date(NOW_MS).toISOString(),
  endsAt: new Date(NOW_MS + 3_600_000).toISOString(),
  createdBy: 'ana',
  comment: 'known',
};
const ALERTS = [
  { labels: { alertname: 'Disk', team: 'ops', severity: 'critical' }, generatorURL: 'http://prometheus/graph' },
  { labels: { alertname: 'Fan', severity: 'warning' }, annotations: { summary: 'it is <hot>' } },
];
const ID = '00000000-0000-4000-8000-000000000001';
const NO_ID = '00000000-0000-4000-8000-00000000ffff';

const json = (body: unknown) => ({ headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
const get = (url: string): TestRequest => ({ method: 'GET', url: `/api/v2${url}` });
const post = (url: string, body: unknown): TestRequest => ({ method: 'POST', url: `/api/v2${url}`, ...json(body) });

/** The way through the API that meets every documented answer of it, in this order. */
const WAY: readonly (readonly [path: string, status: number, request: TestRequest])[] = [
  ['/alerts', 200, post('/alerts', ALERTS)],
  ['/alerts', 400, post('/alerts', [{ labels: {} }])],
  ['/alerts', 400, { ...post('/alerts', []), body: '{' }],
  ['/alerts', 422, post('/alerts', [{}])],
  ['/alerts', 415, { ...post('/alerts', []), headers: { 'content-type': 'text/plain' } }],
  ['/alerts', 413, { ...post('/alerts', []), body: `[${' '.repeat(10_000)}]` }],
  ['/silences', 200, post('/silences', SILENCE)],
  [
    '/silences',
    200,
    post('/silences', { ...SILENCE, matchers: [{ name: 'a', value: 'b', isRegex: true, isEqual: false }] }),
  ],
  ['/silences', 400, post('/silences', { ...SILENCE, endsAt: SILENCE.startsAt })],
  ['/silences', 404, post('/silences', { ...SILENCE, id: NO_ID })],
  ['/silences', 422, post('/silences', { ...SILENCE, matchers: [] })],
  ['/status', 200, get('/status')],
  ['/status', 406, { ...get('/status'), headers: { accept: 'text/html' } }],
  ['/receivers', 200, get('/receivers')],
  ['/receivers', 400, get('/receivers?receiver_matchers=(')],
  ['/receivers', 406, { ...get('/receivers'), headers: { accept: 'text/html' } }],
  ['/alerts', 200, get('/alerts')],
  ['/alerts', 400, get('/alerts?filter=(')],
  ['/alerts', 400, get('/alerts?receiver=(')],
  ['/alerts', 406, { ...get('/alerts'), headers: { accept: 'text/html' } }],
  ['/alerts/groups', 200, get('/alerts/groups')],
  ['/alerts/groups', 400, get('/alerts/groups?filter=(')],
  ['/alerts/groups', 406, { ...get('/alerts/groups'), headers: { accept: 'text/html' } }],
  ['/silences', 200, get('/silences')],
  ['/silences', 400, get('/silences?filter=(')],
  ['/silences', 406, { ...get('/silences'), headers: { accept: 'text/html' } }],
  ['/silence/{silenceID}', 200, get(`/silence/${ID}`)],
  ['/silence/{silenceID}', 404, get(`/silence/${NO_ID}`)],
  ['/silence/{silenceID}', 422, get('/silence/none')],
  ['/silence/{silenceID}', 200, { method: 'DELETE', url: `/api/v2/silence/${ID}` }],
  ['/silence/{silenceID}', 404, { method: 'DELETE', url: `/api/v2/silence/${NO_ID}` }],
  ['/silence/{silenceID}', 422, { method: 'DELETE', url: '/api/v2/silence/none' }],
];

/** Something breaks that never should. */
class BrokenEngine extends TestEngine {
  override current(): never {
    throw new Error('broken');
  }
  override alerts(): never {
    throw new Error('broken');
  }
  override now(): never {
    throw new Error('broken');
  }
}

const BROKEN_WAY: readonly (readonly [path: string, request: TestRequest])[] = [
  ['/alerts', get('/alerts')],
  ['/alerts', post('/alerts', ALERTS)],
  ['/alerts/groups', get('/alerts/groups')],
  ['/silences', get('/silences')],
  ['/silences', post('/silences', SILENCE)],
  ['/status', get('/status')],
  ['/receivers', get('/receivers')],
  ['/silence/{silenceID}', get(`/silence/${ID}`)],
  ['/silence/{silenceID}', { method: 'DELETE', url: `/api/v2/silence/${ID}` }],
];

describe("the API's document", () => {
  it('is what is served, in YAML and in JSON', async () => {
    const server = await startTestServer();
    expect((await server.get('/api/v2/openapi.yaml')).body).toBe(openApiDocument().yaml);
    expect(JSON.parse((await server.get('/api/v2/swagger.json')).body)).toEqual(document);
    await server.close();
  });

  it('describes every answer, and every answer that it describes is given', async () => {
    const met = new Set<string>();
    const server = await startTestServer({ bodyBytesMax: 5_000 });
    for (const [path, status, request] of WAY) {
      const answer = await server.request(request);
      expect([request.method, request.url, answer.statusCode, answer.body]).toEqual([
        request.method,
        request.url,
        status,
        answer.body,
      ]);
      met.add(hold(path, request, answer));
    }
    await server.close();

    const broken = await startTestServer({}, new BrokenEngine());
    broken.engine.silences.get = broken.engine.silences.expire = () => {
      throw new Error('broken');
    };
    for (const [path, request] of BROKEN_WAY) {
      const answer = await broken.request(request);
      expect([path, answer.statusCode]).toEqual([path, 500]);
      met.add(hold(path, request, answer));
    }
    await broken.close();
    expect([...met].toSorted()).toEqual(documented().toSorted());
  });
});

/** @returns which documented answer it is */
function hold(path: string, { method }: TestRequest, { statusCode, headers, body }: TestAnswer): string {
  const operation = document.paths[path]?.[method.toLowerCase()];
  const name = operation?.responses?.[statusCode] === undefined ? 'default' : String(statusCode);
  const response = resolved(operation?.responses?.[name]);
  const where = `${method} ${path} ${name}`;
  expect([where, response === undefined]).toEqual([where, false]);
  if (response?.schema === undefined) {
    expect([where, body]).toEqual([where, '']);
    return where;
  }
  expect([where, headers['content-type']]).toEqual([where, 'application/json']);
  const value: unknown = JSON.parse(body);
  const validate = ajv.compile(inDocument(response.schema));
  expect([where, validate(value), validate.errors]).toEqual([where, true, null]);
  expect([where, undescribed(value, response.schema)]).toEqual([where, []]);
  return where;
}

function documented(): string[] {
  return Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.entries(operations).flatMap(([method, { responses = {} }]) =>
      Object.keys(responses).map((status) => `${method.toUpperCase()} ${path} ${status}`),
    ),
  );
}

/** Keys that the schema says nothing of. A schema without properties says nothing, and so of nothing. */
function undescribed(value: unknown, schema: Schema): string[] {
  if (Array.isArray(value)) {
    const { items } = merged(schema);
    return items === undefined ? [] : value.flatMap((item: unknown) => undescribed(item, items));
  }
  if (typeof value !== 'object' || value === null) return [];
  const { properties, additionalProperties } = merged(schema);
  if (properties === undefined) return [];
  return Object.entries(value).flatMap(([key, child]: [string, unknown]) => {
    const known = properties[key] ?? additionalProperties;
    return known === undefined ? [key] : undescribed(child, known);
  });
}

function merged(schema: Schema): Schema {
  const own = resolved(schema) ?? {};
  const parts = (own.allOf ?? []).map(merged);
  const properties = Object.assign({}, ...parts.map((part) => part.properties ?? {}), own.properties);
  return { ...own, ...(Object.keys(properties).length === 0 ? {} : { properties }) };
}

function resolved<T extends { readonly $ref?: string }>(part: T | undefined): T | undefined {
  if (part?.$ref === undefined) return part;
  const keys = part.$ref.slice('#/'.length).split('/');
  return keys.reduce<unknown>((at, key) => Reflect.get(Object(at), key), document) as T;
}

/** Its references lead into the document. */
function inDocument(schema: Schema): AnySchema {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"document#/')) as AnySchema;
}
