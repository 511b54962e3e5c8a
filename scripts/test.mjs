// The whole suite: makes sure that the programs it talks to are there, builds, and runs every Jest project.
// Arguments are handed to Jest: `npm test -- --selectProjects unit`.
import { spawnSync } from 'node:child_process';
import { ensureTestTools } from './test-tools.mjs';

ensureTestTools();
run('npm', ['run', '--silent', 'build']);
run('npm', ['run', '--silent', 'jest', '--', ...process.argv.slice(2)]);

function run(command, args) {
  const { status } = spawnSync(command, args, { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
