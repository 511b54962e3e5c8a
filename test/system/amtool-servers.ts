import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, startProgram } from '../support/processes.js';

const BIN = join(import.meta.dirname, '../../bin');
/** Tools and servers of ours, and Debian's amtool. */
export const OUR_AMTOOL = join(BIN, 'amtool');
export const OUR_TOCSIN = join(BIN, 'tocsin');
export const REAL_AMTOOL = 'amtool';

/** A server for amtool to talk to. */
export interface AmtoolServer {
  readonly url: string;
  stop(): Promise<void>;
}

/** Our server, or Debian's Alertmanager, with a configuration and a store of its own. */
export async function startServer(kind: 'Tocsin' | 'Alertmanager', config: string): Promise<AmtoolServer> {
  const folder = mkdtempSync(join(tmpdir(), 'tocsin-amtool-'));
  const url = `http://127.0.0.1:${await freePort()}`;
  const file = join(folder, 'alertmanager.yml');
  writeFileSync(file, config);
  mkdirSync(join(folder, 'data'));
  const program = startProgram(kind === 'Tocsin' ? OUR_TOCSIN : 'prometheus-alertmanager', [
    `--config.file=${file}`,
    `--storage.path=${folder}/data`,
    `--web.listen-address=${new URL(url).host}`,
    '--cluster.listen-address=',
  ]);
  await program.ready(`${url}/-/ready`);
  return {
    url,
    async stop() {
      await program.stop('SIGKILL');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** What a run of a program left behind. */
export interface Run {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
  /** stdout and stderr, as one sees them in a terminal. */
  readonly all: string;
}

/** Runs a program to its end, with a home folder of its own and no proxy. @param input for stdin; empty by default */
export function runTool(
  program: string,
  args: readonly string[],
  { input = '', home = '/nonexistent' }: { readonly input?: string; readonly home?: string } = {},
): Run {
  const { status, stdout, stderr, error } = spawnSync(program, [...args], {
    encoding: 'utf8',
    input,
    env: { PATH: process.env['PATH'], HOME: home, TZ: 'UTC' },
    timeout: 30_000,
  });
  if (error !== undefined) throw new Error(`${program} cannot be run; npm test says what to install`, { cause: error });
  return { code: status, out: stdout, err: stderr, all: stdout + stderr };
}
