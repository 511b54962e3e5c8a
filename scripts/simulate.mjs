// `npm run simulate -- SEED` tells one random history; `npm run simulate -- --count 500 [--from 1]` looks for bad ones.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const program = join(root, 'test/simulation/run.ts');
const { status } = spawnSync(process.execPath, ['--import', 'tsx', program, ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
});
process.exitCode = status ?? 1;
