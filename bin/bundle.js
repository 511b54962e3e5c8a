import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Script } from 'node:vm';

/**
 * Opens a program that `npm run build` has bundled into one file, with what V8 has compiled of it before: Node would
 * otherwise look for two thousand files and compile each anew, which takes most of a second (docs/adr/0024).
 *
 * A cache that is missing, or that another version of Node made, costs that time and nothing else.
 */
export function openBundle(name) {
  const path = fileURLToPath(new URL(`../dist/${name}.cjs`, import.meta.url));
  const cachePath = `${path}.cache`;
  if (!existsSync(path)) {
    process.stderr.write(`${path} is not there: npm run build makes it\n`);
    process.exit(1);
  }
  const script = new Script(readFileSync(path, 'latin1'), { filename: path, cachedData: readIfThere(cachePath) });
  return {
    cachePath,
    run() {
      const module = { exports: {} };
      script.runInThisContext()(createRequire(path), module, module.exports, path, dirname(path));
    },
    /** What V8 has compiled by now. */
    compiled: () => script.createCachedData(),
  };
}

function readIfThere(path) {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}
