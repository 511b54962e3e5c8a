import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import { parse, parseAllDocuments } from 'yaml';
import { type ReferenceKey, readReference } from '../../scripts/reference-help.js';
import { schemaFiles } from '../../scripts/schema-files.js';
import { loadConfig } from '../../src/config/load-config.js';
import { loadTocsinConfig } from '../../src/config/tocsin-config.js';
import type { JsonSchema } from '../../src/schema/json-schema.js';
import { resolveScalar } from '../../src/schema/yaml-scalar.js';
import { readVectors } from './vectors.js';

const ROOT = join(import.meta.dirname, '../..');
const ALERTMANAGER = 'docs/schemas/alertmanager.schema.json';
const TOCSIN = 'docs/schemas/tocsin.schema.json';

function read(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

function schemaOf(path: string): JsonSchema {
  return JSON.parse(read(path));
}

function validatorOf(path: string): ValidateFunction {
  return new Ajv({ allowUnionTypes: true }).compile(schemaOf(path));
}

function properties(schema: JsonSchema, path = ''): [string, JsonSchema][] {
  const own = Object.entries((schema['properties'] ?? {}) as Record<string, JsonSchema>);
  const deeper = [schema['items'], schema['additionalProperties']].filter((part) => typeof part === 'object');
  const shared = Object.entries((schema['definitions'] ?? {}) as Record<string, JsonSchema>);
  return [
    ...own.flatMap(([key, child]): [string, JsonSchema][] => [
      [`${path}.${key}`, child],
      ...properties(child, `${path}.${key}`),
    ]),
    ...deeper.flatMap((part) => properties(part as JsonSchema, path)),
    ...shared.flatMap(([name, child]) => properties(child, name)),
  ];
}

describe('the JSON schemas', () => {
  it('are those that the code and the references make; npm run schemas writes them', () => {
    for (const [path, text] of schemaFiles()) expect(existsSync(path) && readFileSync(path, 'utf8')).toBe(text);
  });

  it.each([ALERTMANAGER, TOCSIN])('explain every key: %s', (path) => {
    const unexplained = properties(schemaOf(path)).filter(([, schema]) => schema['description'] === undefined);
    expect(unexplained.map(([key]) => key)).toEqual([]);
  });

  const vectors = readVectors<{ name: string; config: string; ok: boolean }>('config_check').vectors;
  const validate = validatorOf(ALERTMANAGER);
  it.each(vectors.filter(({ ok }) => ok))('accept what is accepted: $name', ({ config }) => {
    const [document] = [parseAllDocuments(config, { version: '1.1', merge: true })].flat();
    const isValid = validate(document?.toJS());
    expect(validate.errors ?? []).toEqual([]);
    expect(isValid).toBe(true);
  });

  it.each`
    wrong                                                         | path            | keyword
    ${'route: {receiver: a, group_wiat: 30s}'}                    | ${ALERTMANAGER} | ${'additionalProperties'}
    ${'receivers: []'}                                            | ${ALERTMANAGER} | ${'required'}
    ${'route: {receiver: a, continue: maybe}'}                    | ${ALERTMANAGER} | ${'type'}
    ${'route: {receiver: a, routes: [{routes: [{grop_by: a}]}]}'} | ${ALERTMANAGER} | ${'additionalProperties'}
    ${'muting: strickt'}                                          | ${TOCSIN}       | ${'enum'}
    ${'deliveries: {concurrency: 0}'}                             | ${TOCSIN}       | ${'minimum'}
    ${'storage: {redis: {uri: x}}'}                               | ${TOCSIN}       | ${'additionalProperties'}
  `('refuse $wrong', ({ wrong, path, keyword }) => {
    const check = validatorOf(path);
    expect(check(parse(wrong))).toBe(false);
    expect(check.errors?.map((error) => error.keyword)).toContain(keyword);
  });
});

describe('the references', () => {
  const keysOf = (path: string) => readReference(read(path));

  it('are valid configurations as they stand', async () => {
    const { config } = await loadConfig(join(ROOT, 'config/reference.yml'), { mode: 'utf8' });
    expect(config.receivers.map(({ integrations }) => integrations.length)).not.toContain(0);
    await expect(loadTocsinConfig(join(ROOT, 'config/reference-tocsin.yml'), {})).resolves.toEqual(
      await loadTocsinConfig(undefined, {}),
    );
  });

  it.each([
    ['config/reference.yml', ALERTMANAGER],
    ['config/reference-tocsin.yml', TOCSIN],
  ])('show the default of every key that has one: %s', (reference, schema) => {
    // http_config is explained in the first file alone.
    const keys = [...keysOf(reference), ...keysOf('config/reference.yml')];
    const wrong = properties(schemaOf(schema)).filter(([path, { default: wanted }]) => {
      if (wanted === undefined) return false;
      return !keys.some((key) => `.${key.path}`.replaceAll('[]', '').endsWith(nameOf(path)) && plain(key) === wanted);
    });
    expect(wrong.map(([path]) => path)).toEqual([]);
  });
});

/** `.receivers.slack_configs.color` as `.slack_configs.color`. */
function nameOf(path: string): string {
  return `.${path.split('.').filter(Boolean).slice(-2).join('.')}`;
}

function plain({ value }: ReferenceKey): unknown {
  if (value.kind !== 'scalar') return undefined;
  const resolved = resolveScalar(value);
  return resolved.tag === 'null' ? null : resolved.value;
}
