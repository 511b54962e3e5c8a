import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { alertmanagerSchema, tocsinSchema } from '../src/config/json-schemas.js';
import { helpFrom, readReference } from './reference-help.js';

const ROOT = join(import.meta.dirname, '..');

/** The JSON schemas as they are published, by their paths in the checkout. */
export function schemaFiles(): ReadonlyMap<string, string> {
  const help = (reference: string) => helpFrom(readReference(readFileSync(join(ROOT, reference), 'utf8')));
  const schemas = [
    ['docs/schemas/alertmanager.schema.json', alertmanagerSchema(help('config/reference.yml'))],
    ['docs/schemas/tocsin.schema.json', tocsinSchema(help('config/reference-tocsin.yml'))],
  ] as const;
  return new Map(schemas.map(([path, schema]) => [join(ROOT, path), `${JSON.stringify(schema, null, 2)}\n`]));
}
