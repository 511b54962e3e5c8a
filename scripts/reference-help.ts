import { Issues } from '../src/schema/issues.js';
import { readYaml, type YamlValue } from '../src/schema/yaml-tree.js';

/** A key of an annotated reference file. */
export interface ReferenceKey {
  /** `receivers[].slack_configs[].channel`. */
  readonly path: string;
  /** What its line says of it; empty where it says nothing. */
  readonly help: string;
  readonly value: YamlValue;
}

/**
 * Reads an annotated reference: `key: value  # what it is for`, and `#key: value  # …` for what is not in force. Lines
 * that begin with two marks are prose.
 */
export function readReference(text: string): ReferenceKey[] {
  const lines = text.split('\n').map((line) => line.replace(/^(\s*)#(?![#])/, '$1'));
  const issues = new Issues();
  const yaml = readYaml(lines.join('\n'), issues);
  if (yaml === undefined || !issues.isEmpty) throw new Error(issues.describe('reference'));
  return [...keysOf(yaml, '')].map(({ path, line, value }) => ({ path, value, help: helpOf(lines[line - 1] ?? '') }));
}

/** Finds the help of a key where it is written, or in the one place where its block is explained. */
export function helpFrom(keys: readonly ReferenceKey[]): (path: string) => string | undefined {
  const explained = keys.filter(({ help }) => help !== '').map(({ path, help }) => ({ help, path: flat(path) }));
  return (path) => {
    const isMeant = matching(path);
    return explained.find((key) => key.path === path)?.help ?? explained.find((key) => isMeant(key.path))?.help;
  };
}

/** A route's keys are explained anywhere in the tree. */
function flat(path: string): string {
  return path.replace(/^route(\.routes\[\])+\./, 'route.');
}

/** Ends with the path, in which `*` stands for any key of a map. */
function matching(path: string): (candidate: string) => boolean {
  const pattern = path
    .split('*')
    .map((part) => part.replace(/[.[\]]/g, '\\$&'))
    .join('[^.]+');
  const expression = new RegExp(`(^|\\.)${pattern}$`);
  return (candidate) => expression.test(candidate);
}

function* keysOf(value: YamlValue, path: string): Generator<{ path: string; line: number; value: YamlValue }> {
  if (value.kind === 'list') for (const item of value.items) yield* keysOf(item, `${path}[]`);
  if (value.kind !== 'map') return;
  for (const { key, value: child } of value.entries) {
    const childPath = path === '' ? key.text : `${path}.${key.text}`;
    yield { path: childPath, line: key.position.line, value: child };
    yield* keysOf(child, childPath);
  }
}

function helpOf(line: string): string {
  return / {2}# (.*)$/.exec(line)?.[1] ?? '';
}
