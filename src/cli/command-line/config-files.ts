import type { World } from '../world.js';

/** Names of old that still stand for a flag. */
const LEGACY: ReadonlyMap<string, string> = new Map([['comment_required', 'require-comment']]);

/**
 * The defaults of flags that amtool's configuration files give: the user's own, then the machine's. The first file that
 * has a key wins.
 *
 * @throws {Error} when a file cannot be read
 */
export async function configuredDefaults({
  environment,
  files,
}: Pick<World, 'environment' | 'files'>): Promise<Map<string, string>> {
  const defaults = new Map<string, string>();
  const paths = [`${environment['HOME'] ?? ''}/.config/amtool/config.yml`, '/etc/amtool/config.yml'];
  for (const path of paths) {
    if (!exists(path, files)) continue;
    // Reading YAML takes time to load, which most have no need of.
    const { flatYaml } = await import('./flat-yaml.js');
    const entries = flatYaml(files.readText(path));
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
