import { type AnyValue, any } from '../schema/collections.js';
import { Issues } from '../schema/issues.js';
import { isNull } from '../schema/yaml-scalar.js';
import { readYaml } from '../schema/yaml-tree.js';

/**
 * Renders every key and text of a structure. A text that reads as another YAML value becomes that value: `"3"` becomes
 * a number, a rendered list a list (Alertmanager, template.DeepCopyWithTemplate).
 */
export function deepTemplate(value: AnyValue, render: (source: string) => string): AnyValue {
  if (typeof value === 'string') return typed(render(value));
  if (Array.isArray(value)) return value.map((item) => deepTemplate(item, render));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value)
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, item]) => [render(key), deepTemplate(item, render)]),
    );
  }
  return value;
}

function typed(text: string): AnyValue {
  const issues = new Issues();
  const yaml = readYaml(text, issues);
  if (!issues.isEmpty) return text;
  if (yaml === undefined || isNull(yaml)) return null;
  const value = any.decode(yaml, { issues, path: '' });
  // A text keeps its own blanks and quotes.
  return value === undefined || typeof value === 'string' ? text : value;
}
