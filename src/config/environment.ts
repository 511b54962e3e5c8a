import type { Issues } from '../schema/issues.js';
import type { YamlScalar, YamlValue } from '../schema/yaml-tree.js';

/** Environment variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

const REFERENCE = /\$(?:\$|\{([^}]*)\}?)/g;
const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

/**
 * Puts environment variables in the place of `${NAME}`, in values alone; `$$` is a dollar sign. What a variable holds
 * is one value, whatever it looks like: it cannot add keys. `alertmanager.yml` knows no such thing, and is not expanded.
 */
export function expandEnvironment(value: YamlValue, env: Environment, issues: Issues): YamlValue {
  switch (value.kind) {
    case 'list':
      return { ...value, items: value.items.map((item) => expandEnvironment(item, env, issues)) };
    case 'map':
      return {
        ...value,
        entries: value.entries.map(({ key, value: child }) => ({
          key,
          value: expandEnvironment(child, env, issues),
        })),
      };
    case 'scalar':
      return expandScalar(value, env, issues);
  }
}

function expandScalar(scalar: YamlScalar, env: Environment, issues: Issues): YamlScalar {
  const text = scalar.text.replace(REFERENCE, (reference, name: string | undefined) => {
    if (name === undefined) return '$';
    const held = NAME.test(name) && reference.endsWith('}') ? env[name] : undefined;
    if (held === undefined) issues.add(scalar.position, complaint(reference, name));
    return held ?? '';
  });
  return text === scalar.text ? scalar : { ...scalar, text };
}

function complaint(reference: string, name: string): string {
  if (!reference.endsWith('}') || !NAME.test(name)) {
    return `${reference} is no reference to an environment variable; write \${NAME}, or $$ for a dollar sign`;
  }
  return `environment variable ${name} is not set; set it, or write $$ for a dollar sign`;
}
