import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { alertmanagerSchema, tocsinSchema } from '../src/config/json-schemas.js';
import { helpFrom, readReference } from './reference-help.js';

const ROOT = join(import.meta.dirname, '..');

/** The JSON schemas as they are published, by their paths in the checkout. */
export function schemaFiles(): ReadonlyMap<string, string> {
  const [main, own] = ['config/reference.yml', 'config/reference-tocsin.yml'].map((reference) =>
    readReference(readFileSync(join(ROOT, reference), 'utf8')),
  );
  const schemas = [
    ['docs/schemas/alertmanager.schema.json', alertmanagerSchema(helpFrom(main ?? []))],
    ['docs/schemas/tocsin.schema.json', tocsinSchema(helpFrom([...(own ?? []), ...(main ?? [])]))],
  ] as const;
  return new Map(schemas.map(([path, schema]) => [join(ROOT, path), `${JSON.stringify(schema, null, 2)}\n`]));
}
