import { type JsonSchema, SchemaPlace } from '../schema/json-schema.js';
import type { Shape } from '../schema/shape.js';
import { configShape } from './config-yaml.js';
import { tocsinConfig } from './tocsin-config.js';

/** One line on a key, found by its path, such as `receivers[].slack_configs[].channel`. */
export type KeyHelp = (path: string) => string | undefined;

/** What `alertmanager.yml` may hold, for editors. */
export function alertmanagerSchema(help: KeyHelp): JsonSchema {
  const schema = document('Configuration of Tocsin and Alertmanager', configShape({ mode: 'fallback' }), help);
  return { ...schema, required: ['route'] };
}

/** What `tocsin.yml` may hold, for editors. */
export function tocsinSchema(help: KeyHelp): JsonSchema {
  return document('Configuration of what Alertmanager does not have', tocsinConfig, help);
}

function document(title: string, shape: Shape<never> | Shape<object>, help: KeyHelp): JsonSchema {
  const place = SchemaPlace.root(help);
  const schema = shape.schema(place);
  return { $schema: 'http://json-schema.org/draft-07/schema#', title, ...schema, ...place.shareds() };
}
