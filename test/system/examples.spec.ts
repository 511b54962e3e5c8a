import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { parse, stringify } from 'yaml';
import { OUR_TOCSIN, REAL_AMTOOL, runTool } from './amtool-servers.js';

const ROOT = join(import.meta.dirname, '../..');

/** Everything that is shipped as a configuration: files, and what the pages show as a whole. */
const examples: { title: string; text: string }[] = [
  ...files('config'),
  ...files('examples'),
  ...pages('README.md', 'docs'),
];

function files(folder: string): { title: string; text: string }[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => basename(path) === 'alertmanager.yml')
    .map((path) => ({ title: `${folder}/${path}`, text: readFileSync(join(ROOT, folder, path), 'utf8') }));
}

function pages(...paths: readonly string[]): { title: string; text: string }[] {
  const names = paths.flatMap((path) =>
    path.endsWith('.md')
      ? [path]
      : readdirSync(join(ROOT, path), { recursive: true, encoding: 'utf8' })
          // The page of mistakes is held against what is said of them elsewhere.
          .filter((name) => name.endsWith('.md') && name !== 'configuration.md')
          .map((name) => join(path, name)),
  );
  return names.flatMap((name) => {
    const blocks = [...readFileSync(join(ROOT, name), 'utf8').matchAll(/^```ya?ml\n([\s\S]*?)^```/gm)];
    return blocks
      .map(([, text = ''], at) => ({ title: `${name}, block ${at + 1}`, text }))
      .filter(({ text }) => /^route:/m.test(text) && /^receivers:/m.test(text));
  });
}

/** Without the keys that Debian's version does not know. */
function withoutNewerKeys(text: string): string {
  const config = parse(text);
  for (const rule of config.inhibit_rules ?? []) delete rule.name;
  return stringify(config);
}

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tocsin-examples-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function check(tool: string, text: string): { code: number | null; said: string } {
  const file = join(folder, 'alertmanager.yml');
  writeFileSync(file, text);
  const { code, all } = runTool(tool, ['check-config', file]);
  return { code, said: all };
}

describe('every configuration that is shipped', () => {
  it('is found', () => {
    const titles = examples.map(({ title }) => title);
    expect(titles).toEqual(expect.arrayContaining(['config/alertmanager.yml', 'examples/compose/alertmanager.yml']));
    expect(titles.some((title) => title.startsWith('README.md'))).toBe(true);
  });

  it.each(examples)('is accepted by amtool: $title', ({ text }) => {
    expect(check(REAL_AMTOOL, withoutNewerKeys(text))).toMatchObject({ code: 0 });
  });

  it.each(examples)('is accepted by tocsin check-config: $title', ({ text }) => {
    expect(check(OUR_TOCSIN, text)).toMatchObject({ code: 0 });
  });
});
