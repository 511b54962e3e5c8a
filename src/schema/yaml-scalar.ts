import type { YamlScalar, YamlValue } from './yaml-tree.js';

/** What a plain scalar means in YAML 1.1, as Go's yaml.v2 reads it. */
export type Resolved =
  | { readonly tag: 'null' }
  | { readonly tag: 'bool'; readonly value: boolean }
  | { readonly tag: 'int'; readonly value: number }
  | { readonly tag: 'float'; readonly value: number }
  | { readonly tag: 'str'; readonly value: string };

const NULLS = new Set(['', '~', 'null', 'Null', 'NULL']);
const TRUE = new Set(['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON']);
const FALSE = new Set(['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF']);
const INT = /^[-+]?(0x[0-9a-fA-F]+|0b[01]+|0o?[0-7]+|0|[1-9][0-9]*)$/;
const FLOAT = /^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$/;
const INFINITY = /^[-+]?\.(inf|Inf|INF)$/;
const NOT_A_NUMBER = /^\.(nan|NaN|NAN)$/;

export function resolveScalar({ text, isPlain }: Pick<YamlScalar, 'text' | 'isPlain'>): Resolved {
  if (!isPlain) return { tag: 'str', value: text };
  if (NULLS.has(text)) return { tag: 'null' };
  if (TRUE.has(text)) return { tag: 'bool', value: true };
  if (FALSE.has(text)) return { tag: 'bool', value: false };
  const digits = text.replaceAll('_', '');
  if (INT.test(digits)) return { tag: 'int', value: parseInteger(digits) };
  if (FLOAT.test(digits)) return { tag: 'float', value: Number(digits) };
  if (INFINITY.test(text)) return { tag: 'float', value: text.startsWith('-') ? -Infinity : Infinity };
  if (NOT_A_NUMBER.test(text)) return { tag: 'float', value: Number.NaN };
  return { tag: 'str', value: text };
}

export function isNull(value: YamlValue | undefined): boolean {
  return value === undefined || (value.kind === 'scalar' && resolveScalar(value).tag === 'null');
}

/** `!!str` and so on, as Go's messages name it. */
export function tagOf(value: YamlValue): string {
  if (value.kind === 'list') return '!!seq';
  return value.kind === 'map' ? '!!map' : `!!${resolveScalar(value).tag}`;
}

function parseInteger(text: string): number {
  const sign = text.startsWith('-') ? -1 : 1;
  const digits = text.replace(/^[-+]/, '');
  if (/^0[0-7]+$/.test(digits)) return sign * Number.parseInt(digits, 8);
  return sign * Number(digits);
}
