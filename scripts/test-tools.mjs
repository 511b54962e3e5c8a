// The programs that the contract and system tests start, and the Debian packages that hold them.
import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const TOOLS = [
  { program: 'prometheus', debianPackage: 'prometheus' },
  { program: 'prometheus-node-exporter', debianPackage: 'prometheus-node-exporter' },
  { program: 'amtool', debianPackage: 'prometheus-alertmanager' },
  { program: 'redis-server', debianPackage: 'redis-server' },
  { program: 'openssl', debianPackage: 'openssl' },
];

/** Installs what is missing when run as root on Debian; otherwise says what to install and ends the process. */
export function ensureTestTools() {
  const missing = TOOLS.filter(({ program }) => !isOnPath(program)).map(({ debianPackage }) => debianPackage);
  if (missing.length === 0) return;
  if (process.getuid?.() === 0 && isOnPath('apt-get')) {
    console.log(`Installing what the tests need: ${missing.join(' ')}`);
    aptGet(['update', '-q']);
    aptGet(['install', '-q', '-y', '--no-install-recommends', ...missing]);
  }
  const stillMissing = TOOLS.filter(({ program }) => !isOnPath(program));
  if (stillMissing.length === 0) return;
  const packages = stillMissing.map(({ debianPackage }) => debianPackage).join(' ');
  console.error(`The tests need programs that are not installed. On Debian: apt-get install ${packages}`);
  process.exit(1);
}

function aptGet(args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const { status } = spawnSync('apt-get', args, { stdio: ['ignore', 'ignore', 'inherit'], env });
  if (status !== 0) process.exit(status ?? 1);
}

function isOnPath(program) {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
