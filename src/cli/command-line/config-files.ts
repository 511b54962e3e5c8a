import { Issues } from '../../schema/issues.js';
import { resolveScalar, tagOf } from '../../schema/yaml-scalar.js';
import { readYaml, type YamlValue } from '../../schema/yaml-tree.js';
import type { World } from '../world.js';

/** Names of old that still stand for a flag. */
const LEGACY: ReadonlyMap<string, string> = new Map([['comment_required', 'require-comment']]);

/**
 * The defaults of flags that amtool's configuration files give: the user's own, then the machine's. The first file that
 * has a key wins.
 *
 * @throws {Error} when a file cannot be read
 */
export function configuredDefaults({ environment, files }: Pick<World, 'environment' | 'files'>): Map<string, string> {
  const defaults = new Map<string, string>();
  const paths = [`${environment['HOME'] ?? ''}/.config/amtool/config.yml`, '/etc/amtool/config.yml'];
  for (const path of paths) {
    if (!exists(path, files)) continue;
    const entries = readEntries(files.readText(path));
    for (const [key, value] of entries) {
      const flag = LEGACY.get(key);
      // The name of today wins over the one of old.
      if (flag !== undefined && entries.has(flag)) continue;
      const name = flag ?? key;
      if (!defaults.has(name)) defaults.set(name, value);
    }
  }
  return defaults;
}

/** A path that cannot be looked at is passed over, as one where there is nothing. */
function exists(path: string, files: World['files']): boolean {
  try {
    return files.kindOf(path) !== undefined;
  } catch {
    return false;
  }
}

/** A flat map of texts; numbers and booleans stand for the text that they were written as. */
function readEntries(text: string): Map<string, string> {
  const issues = new Issues();
  const yaml = readYaml(text, issues);
  const broken = issues.list()[0];
  if (broken !== undefined) throw new Error(broken.message);
  if (yaml === undefined || tagOf(yaml) === '!!null') return new Map();
  if (yaml.kind !== 'map') throw unmarshal([`${cannot(yaml)} into map[string]string`]);
  const wrong = yaml.entries.filter(({ value }) => value.kind !== 'scalar');
  if (wrong.length > 0) throw unmarshal(wrong.map(({ value }) => `${cannot(value)} into string`));
  return new Map(yaml.entries.map(({ key, value }) => [key.text, textOf(value)]));
}

function textOf(value: YamlValue): string {
  if (value.kind !== 'scalar') return '';
  return resolveScalar(value).tag === 'null' ? '' : value.text;
}

function cannot(value: YamlValue): string {
  const shown = value.kind === 'scalar' ? ` \`${value.text}\`` : '';
  return `line ${value.position.line}: cannot unmarshal ${tagOf(value)}${shown}`;
}

/** In the form of Go's yaml.v2. */
function unmarshal(lines: readonly string[]): Error {
  return new Error(`yaml: unmarshal errors:\n${lines.map((line) => `  ${line}`).join('\n')}`);
}
