// Runs the benchmarks: `npm run bench`, or one of them: `npm run bench -- template`.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const all = readdirSync(import.meta.dirname, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);
const asked = process.argv.slice(2);
const unknown = asked.find((name) => !all.includes(name));
if (unknown !== undefined) {
  process.stderr.write(`there is no benchmark ${unknown}; there are ${all.join(', ')}\n`);
  process.exit(1);
}
for (const name of asked.length === 0 ? all : asked) {
  const { status } = spawnSync('npx', ['tsx', join(import.meta.dirname, name, 'main.ts')], { stdio: 'inherit' });
  if (status !== 0) process.exitCode = 1;
}
