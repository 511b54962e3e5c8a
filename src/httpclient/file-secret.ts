import { readFile } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import type { Secret } from '../schema/secret.js';
import { noteSecret } from './transcript.js';

/** Reads a file that the configuration names. */
export type ReadFile = (path: string) => Promise<string>;

/**
 * Reads files relative to the configuration's folder, and where they are not there, to the working directory, which is
 * where Alertmanager looks for receivers' files.
 */
export function fileReader(folder: string): ReadFile {
  return async (path) => {
    if (isAbsolute(path)) return readFile(path, 'utf8');
    try {
      return await readFile(join(folder, path), 'utf8');
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return readFile(path, 'utf8');
      throw error;
    }
  };
}

/** The value of a secret, or of the file that holds it, which is read anew each time; trimmed. */
export async function secretValue(secret: Secret | undefined, file: string, read: ReadFile): Promise<string> {
  const inline = secret?.reveal() ?? '';
  return noteSecret(inline !== '' || file === '' ? inline : (await read(file)).trim());
}
