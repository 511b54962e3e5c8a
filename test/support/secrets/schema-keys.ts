import type { JsonSchema } from '../../../src/schema/json-schema.js';

/** Every key of a configuration by its path, such as `receivers[].slack_configs[].app_token`. */
export interface SchemaKeys {
  readonly all: ReadonlySet<string>;
  readonly secrets: ReadonlySet<string>;
}

/** A key of a map that may have any: `http_headers.*.secrets[]`. */
export const ANY_KEY = '*';

/** Reads the schema itself, so that a secret that is added tomorrow is here as well. */
export function schemaKeys(root: JsonSchema): SchemaKeys {
  const all = new Set<string>();
  const secrets = new Set<string>();
  const definitions = schemasIn(root['definitions']);

  const walk = (schema: JsonSchema, path: string, within: readonly string[]) => {
    all.add(path);
    if (schema['writeOnly'] === true) secrets.add(path);
    const reference = schema['$ref'];
    if (typeof reference === 'string') {
      const name = reference.replace('#/definitions/', '');
      const definition = definitions.get(name);
      // A route has routes: its keys are known by then.
      if (definition !== undefined && !within.includes(name)) walk(definition, path, [...within, name]);
    }
    for (const option of schemasIn(schema['anyOf']).values()) walk(option, path, within);
    for (const [key, child] of schemasIn(schema['properties'])) walk(child, joined(path, key), within);
    if (isSchema(schema['items'])) walk(schema['items'], `${path}[]`, within);
    if (isSchema(schema['additionalProperties'])) walk(schema['additionalProperties'], joined(path, ANY_KEY), within);
  };
  walk(root, '', []);
  return { all, secrets };
}

/** The path below which a value of a document stands in the schema, and the value. */
export function* leavesOf(
  value: unknown,
  keys: SchemaKeys,
  path = '',
): Generator<{ readonly path: string; readonly value: unknown }> {
  if (Array.isArray(value)) {
    for (const item of value) yield* leavesOf(item, keys, `${path}[]`);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, child] of Object.entries(value)) {
      const own = joined(path, key);
      yield* leavesOf(child, keys, keys.all.has(own) ? own : joined(path, ANY_KEY));
    }
  } else {
    yield { path, value };
  }
}

export function joined(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`;
}

function schemasIn(value: unknown): ReadonlyMap<string, JsonSchema> {
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return new Map(entries.filter((entry): entry is [string, JsonSchema] => isSchema(entry[1])));
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
