import type { Command } from '../../src/cli/command-line/command.js';
import { programOf } from '../../src/cli/command-line/program.js';
import { runProgram } from '../../src/cli/command-line/run-program.js';
import { AMTOOL_COMMANDS, TOCSIN_COMMANDS } from '../../src/cli/commands/all-commands.js';
import type { HttpRequest } from '../../src/httpclient/http-message.js';
import { type CliWorldParts, cliWorld } from './cli-world.js';

const AMTOOL = programOf('amtool', AMTOOL_COMMANDS);
const TOCSIN = programOf('tocsin', TOCSIN_COMMANDS);

/** What one run of amtool did. */
export interface AmtoolRun {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  readonly requests: readonly HttpRequest[];
  /** The bodies of the requests, parsed; undefined where there was none. */
  readonly bodies: readonly unknown[];
}

/** Runs amtool against a server `http://am`, whose version it does not ask for. @param line split at its blanks */
export async function amtool(line: string | readonly string[], parts: CliWorldParts = {}): Promise<AmtoolRun> {
  const argv = typeof line === 'string' ? line.split(' ') : line;
  return bareAmtool(['--alertmanager.url=http://am', '--no-version-check', ...argv], parts);
}

/** Runs amtool with these arguments and no others. */
export function bareAmtool(argv: readonly string[], parts: CliWorldParts = {}): Promise<AmtoolRun> {
  return run(AMTOOL, argv, parts);
}

/** Runs a command of tocsin, as `amtool` above. */
export function tocsin(line: string | readonly string[], parts: CliWorldParts = {}): Promise<AmtoolRun> {
  const argv = typeof line === 'string' ? line.split(' ') : line;
  return run(TOCSIN, ['--alertmanager.url=http://am', '--no-version-check', ...argv], parts);
}

async function run(program: Command, argv: readonly string[], parts: CliWorldParts): Promise<AmtoolRun> {
  const world = cliWorld(parts);
  const code = await runProgram(program, argv, world);
  const { requests } = world;
  const bodies = requests.map(({ body }): unknown => (body === undefined ? undefined : JSON.parse(body)));
  return { code, out: world.printed(), err: world.complained(), requests, bodies };
}
