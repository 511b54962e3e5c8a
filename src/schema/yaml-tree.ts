import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument, type YAMLMap } from 'yaml';
import type { Issues } from './issues.js';
import type { Position } from './position.js';

export interface YamlScalar {
  readonly kind: 'scalar';
  /** As it is written, without quotes. */
  readonly text: string;
  /** Quoted and block scalars are always strings. */
  readonly isPlain: boolean;
  readonly position: Position;
}

export interface YamlList {
  readonly kind: 'list';
  readonly items: readonly YamlValue[];
  readonly position: Position;
}

export interface YamlMap {
  readonly kind: 'map';
  readonly entries: readonly YamlEntry[];
  readonly position: Position;
}

export interface YamlEntry {
  readonly key: YamlScalar;
  readonly value: YamlValue;
}

export type YamlValue = YamlScalar | YamlList | YamlMap;

/** Aliases and merges may grow a small file into a huge one. */
const NODES_MAX = 1_000_000;

/**
 * Reads a YAML document into values that know where they stand, with aliases and merge keys (`<<`) resolved. What a
 * plain scalar means is left to the decoder: YAML 1.1 as Go's yaml.v2 reads it is no schema of the library's.
 *
 * @returns undefined for an empty document, and where the text is not YAML, which is then told to `issues`
 */
export function readYaml(text: string, issues: Issues): YamlValue | undefined {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    schema: 'failsafe',
    lineCounter: lines,
    uniqueKeys: false,
    prettyErrors: false,
  });
  // Only the first document of a stream is read, as in Go.
  const errors = document.errors.filter(({ code }) => code !== 'MULTIPLE_DOCS');
  // What follows a tab is hardly wrong on its own.
  const tabs = errors.filter(({ code }) => code === 'TAB_AS_INDENT');
  for (const { message, pos } of tabs.length > 0 ? tabs : errors) {
    const { line, col } = lines.linePos(pos[0]);
    issues.add({ line, column: col }, `yaml: line ${line}: ${message}`);
  }
  if (!issues.isEmpty || document.contents === null) return undefined;

  let count = 0;
  const convert = (node: Node | null | undefined, inherited: Position): YamlValue => {
    if (++count > NODES_MAX) throw new Error('yaml: document contains excessive aliasing');
    const { line, col } =
      node?.range == null ? { line: inherited.line, col: inherited.column } : lines.linePos(node.range[0]);
    const position = { line, column: col };
    if (isAlias(node)) {
      const target = node.resolve(document);
      if (target === undefined) {
        issues.add(position, `yaml: unknown anchor '${node.source}' referenced`);
        return { kind: 'scalar', text: '', isPlain: true, position };
      }
      return convert(target, position);
    }
    if (isMap(node)) return { kind: 'map', entries: entriesOf(node, position), position };
    if (isSeq(node))
      return { kind: 'list', items: node.items.map((item) => convert(item as Node, position)), position };
    if (isScalar(node)) {
      const isPlain = node.type === 'PLAIN' || node.type === undefined || node.type === null;
      return { kind: 'scalar', text: String(node.value ?? ''), isPlain: isPlain && node.tag !== '!', position };
    }
    return { kind: 'scalar', text: '', isPlain: true, position };
  };

  const entriesOf = (map: YAMLMap, position: Position): YamlEntry[] => {
    const own: YamlEntry[] = [];
    const merged: YamlEntry[] = [];
    for (const pair of map.items) {
      const key = convert(pair.key as Node, position);
      const value = convert(pair.value as Node | null, key.position);
      if (key.kind !== 'scalar') {
        issues.add(key.position, 'a key has to be a plain text');
      } else if (key.isPlain && key.text === '<<') {
        merged.push(...mergedEntries(value, issues));
      } else {
        own.push({ key, value });
      }
    }
    const taken = new Set(own.map(({ key }) => key.text));
    for (const entry of merged) {
      if (taken.has(entry.key.text)) continue;
      taken.add(entry.key.text);
      own.push(entry);
    }
    return own;
  };

  try {
    return convert(document.contents, { line: 1, column: 1 });
  } catch (error) {
    issues.add({ line: 1, column: 1 }, error instanceof Error ? error.message : String(error));
    return undefined;
  }
}

function mergedEntries(value: YamlValue, issues: Issues): readonly YamlEntry[] {
  if (value.kind === 'map') return value.entries;
  if (value.kind === 'list') return value.items.flatMap((item) => mergedEntries(item, issues));
  issues.add(value.position, 'map merge requires map or sequence of maps as the value');
  return [];
}
