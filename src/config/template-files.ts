import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

export interface TemplateFile {
  readonly name: string;
  readonly text: string;
}

/**
 * The files that the globs name, each glob's sorted by name. A glob that matches nothing is fine.
 *
 * @throws {Error} where a glob is not one, or a file cannot be read
 */
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

/** @throws {Error} with Go's words where the pattern is none */
function globPattern(glob: string): RegExp {
  let source = '';
  let rest = glob;
  while (rest !== '') {
    const [part, literal] = /^\\(.)|^\[\^?(?:(?:\\.|[^\\\]-])(?:-(?:\\.|[^\\\]-]))?)+\]|^[^\\[]/s.exec(rest) ?? [];
    if (part === undefined) throw new Error('syntax error in pattern');
    rest = rest.slice(part.length);
    if (part === '*') source += '.*';
    else if (part === '?') source += '.';
    else if (part.startsWith('[')) source += part;
    else source += (literal ?? part).replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  }
  return new RegExp(`^${source}$`, 's');
}
