// Profiles the servers of a benchmark and draws flame graphs: `npm run build && npm run profile -- ingest`. It leaves, below
// .cache/profile/<name>, a .cpuprofile (for the browser's developer tools) and a page with the graph for each server.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { flameGraph } from './flame-graph.mjs';

const ROOT = join(import.meta.dirname, '..');

const [name] = process.argv.slice(2);
const all = readdirSync(join(ROOT, 'bench'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);
if (name === undefined || !all.includes(name)) {
  process.stderr.write(`profile takes the name of a benchmark: ${all.join(', ')}\n`);
  process.exit(1);
}

const folder = join(ROOT, '.cache/profile', name);
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const { status } = spawnSync('npx', ['tsx', join(ROOT, 'bench', name, 'main.ts')], {
  stdio: 'inherit',
  env: { ...process.env, BENCH_PROFILE: folder },
});
for (const file of readdirSync(folder).filter((entry) => entry.endsWith('.cpuprofile'))) {
  const profile = JSON.parse(readFileSync(join(folder, file), 'utf8'));
  const page = join(folder, file.replace(/\.cpuprofile$/, '.html'));
  writeFileSync(page, flameGraph(profile, `${name}: ${file}`));
  process.stdout.write(`${page}\n`);
}
process.exitCode = status ?? 1;
