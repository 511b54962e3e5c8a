import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readTemplateFiles } from './template-files.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tocsin-templates-'));
  for (const name of ['a.tmpl', 'b.tmpl', 'c.txt', 'x*y', 'team-1/d.tmpl', 'team-2/e.tmpl']) {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), name);
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('readTemplateFiles', () => {
  it.each`
    glob                  | found
    ${'*.tmpl'}           | ${['a.tmpl', 'b.tmpl']}
    ${'?.t*'}             | ${['a.tmpl', 'b.tmpl', 'c.txt']}
    ${'[b-c].*'}          | ${['b.tmpl', 'c.txt']}
    ${'[^a].tmpl'}        | ${['b.tmpl']}
    ${'x\\*y'}            | ${['x*y']}
    ${'team-?/*.tmpl'}    | ${['d.tmpl', 'e.tmpl']}
    ${'team-[12]/d.tmpl'} | ${['d.tmpl']}
    ${'gone/*.tmpl'}      | ${[]}
  `('expands $glob as Go does', async ({ glob, found }) => {
    const files = await readTemplateFiles([join(folder, glob)]);
    expect(files.map(({ name }) => name)).toEqual(found);
  });

  it.each(['[', '[]', 'a[b', '[a-]', 'a\\'])('refuses %s', async (glob) => {
    await expect(readTemplateFiles([`${folder}/${glob}`])).rejects.toThrow('syntax error in pattern');
  });
});
