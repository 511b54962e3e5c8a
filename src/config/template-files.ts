import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

export interface TemplateFile {
  readonly name: string;
  readonly text: string;
}

/** The files that the globs name, each glob's sorted by name. A glob that matches nothing is fine. */
export async function readTemplateFiles(globs: readonly string[]): Promise<TemplateFile[]> {
  const files: TemplateFile[] = [];
  for (const glob of globs) {
    for (const path of await expand(glob)) files.push({ name: basename(path), text: await readFile(path, 'utf8') });
  }
  return files;
}

/** Go's filepath.Glob: `*`, `?` and `[...]`, none of which crosses a folder. */
async function expand(glob: string): Promise<string[]> {
  const folder = dirname(glob);
  const folders = hasMeta(folder) && folder !== glob ? await expand(folder) : [folder];
  const pattern = globPattern(basename(glob));
  const found: string[] = [];
  for (const parent of folders) {
    // A folder that is not there holds no templates.
    const names = await readdir(parent).catch(() => []);
    found.push(...names.filter((name) => pattern.test(name)).map((name) => join(parent, name)));
  }
  return found.sort();
}

function hasMeta(path: string): boolean {
  return /[*?[\\]/.test(path);
}

function globPattern(glob: string): RegExp {
  const source = glob.replace(/\[(\^?)([^\]]*)\]|[*?]|[.+^${}()|\\]/g, (part, negation?: string, set?: string) => {
    if (set !== undefined) return `[${negation ?? ''}${set.replaceAll('\\', '\\\\')}]`;
    if (part === '*') return '.*';
    return part === '?' ? '.' : `\\${part}`;
  });
  return new RegExp(`^${source}$`, 's');
}
