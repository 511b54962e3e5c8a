import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

export interface OpenApiDocument {
  readonly yaml: string;
  readonly json: string;
}

let document: OpenApiDocument | undefined;

/** The API's description, read when it is first asked for. */
export function openApiDocument(): OpenApiDocument {
  if (document === undefined) {
    const yaml = readFileSync(new URL('./openapi.yaml', import.meta.url), 'utf8');
    document = { yaml, json: JSON.stringify(parse(yaml)) };
  }
  return document;
}
