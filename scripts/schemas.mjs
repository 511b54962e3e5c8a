// Writes the JSON schemas of both configuration files to docs/schemas: `npm run schemas`.
import { writeFileSync } from 'node:fs';
import { schemaFiles } from './schema-files.ts';

for (const [path, text] of schemaFiles()) writeFileSync(path, text);
