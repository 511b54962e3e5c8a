import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The folder of the vectors: `VECTORS_DIR`, or the one beside this file. */
const FOLDER = process.env['VECTORS_DIR'] ?? join(import.meta.dirname, 'vectors');

export interface VectorFile<V> {
  readonly about: string;
  readonly vectors: readonly V[];
}

/** Reads `<name>.json`; the shape of its vectors is told in the folder's README. */
export function readVectors<V, F extends VectorFile<V> = VectorFile<V>>(name: string): F {
  return JSON.parse(readFileSync(join(FOLDER, `${name}.json`), 'utf8')) as F;
}
