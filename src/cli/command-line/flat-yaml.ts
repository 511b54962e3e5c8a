import { Issues } from '../../schema/issues.js';
import { resolveScalar, tagOf } from '../../schema/yaml-scalar.js';
import { readYaml, type YamlValue } from '../../schema/yaml-tree.js';

/**
 * A flat map of texts; numbers and booleans stand for the text that they were written as.
 *
 * @throws {Error} for anything else, in the words of Go's yaml.v2
 */
export function flatYaml(text: string): Map<string, string> {
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
