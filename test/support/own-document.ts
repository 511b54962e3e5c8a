import { readFileSync } from 'node:fs';
import { Ajv, type AnySchema, type ValidateFunction } from 'ajv';
import { parse } from 'yaml';
import type { TestAnswer } from './http-fixture.js';

interface Schema {
  readonly $ref?: string;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
}

interface Content {
  readonly schema: Schema;
}

interface Answer {
  readonly $ref?: string;
  readonly content?: Readonly<Record<string, Content>>;
}

interface Document {
  readonly paths: Readonly<
    Record<string, Readonly<Record<string, { readonly responses: Readonly<Record<string, Answer>> }>>>
  >;
  readonly components: {
    readonly responses: Readonly<Record<string, Answer>>;
    readonly schemas: Readonly<Record<string, Schema>>;
  };
}

const file = new URL('../../src/api/tocsin/v1/openapi.yaml', import.meta.url);
const read = parse(readFileSync(file, 'utf8')) as Document;
const document = closed(read) as Document;
const ajv = new Ajv({
  strict: false,
  formats: { 'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/ },
});
ajv.addSchema(document as AnySchema, 'document');

/**
 * Reads an answer of the API beyond Alertmanager's, held to its document: status, media type, every field and no other.
 *
 * @param path as the document has it, without what all have in common: `/groups/{id}`
 * @throws {Error} that says what the document does not know
 */
export function documented(
  method: 'GET' | 'POST' | 'DELETE',
  path: string,
  { statusCode, headers, body }: TestAnswer,
): ReturnType<typeof JSON.parse> {
  const about = `${method} ${path} ${statusCode}`;
  const found = document.paths[`/api/tocsin/v1${path}`]?.[method.toLowerCase()]?.responses[String(statusCode)];
  const answer = found?.$ref === undefined ? found : document.components.responses[found.$ref.split('/').at(-1) ?? ''];
  const type = String(headers['content-type']);
  const content = answer?.content?.[type];
  if (content === undefined) throw new Error(`${about} is not documented to answer ${type}: ${body}`);
  const validate = validators.get(about) ?? ajv.compile(relative(content.schema) as AnySchema);
  validators.set(about, validate);
  const value = JSON.parse(body);
  if (!validate(value)) throw new Error(`${about}: ${ajv.errorsText(validate.errors)}\n${body}`);
  return value;
}

const validators = new Map<string, ValidateFunction>();

/** References of a schema that is compiled on its own lead into the document. */
function relative(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(relative);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, key === '$ref' ? `document${String(each)}` : relative(each)]),
  );
}

/** An object has no field that is not described. */
function closed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(closed);
  if (typeof value !== 'object' || value === null) return value;
  if ('allOf' in value && Array.isArray(value.allOf)) return closed(joined(value.allOf as Schema[]));
  const copy = Object.fromEntries(Object.entries(value).map(([key, each]) => [key, closed(each)]));
  const isOpen = 'properties' in copy && copy['type'] === 'object' && copy['additionalProperties'] === undefined;
  return isOpen ? { ...copy, additionalProperties: false } : copy;
}

/** Objects of which an answer has all fields, as one. */
function joined(parts: readonly Schema[]): unknown {
  const schemas = parts.map((part) => (part.$ref === undefined ? part : schemaOf(part.$ref)));
  return {
    type: 'object',
    required: schemas.flatMap(({ required }) => required ?? []),
    properties: Object.assign({}, ...schemas.map(({ properties }) => properties)),
  };
}

function schemaOf(reference: string): Schema {
  return read.components.schemas[reference.split('/').at(-1) ?? ''] ?? {};
}
