import type { Command } from './command-line/command.js';
import { runProgram } from './command-line/run-program.js';
import { processWorld } from './process-world.js';
import type { Stores } from './world.js';

/** What a shell shows for a program that ended because nobody read its output any more. */
const BROKEN_PIPE = 128 + 13;

/** Runs a program in this process and leaves its exit code behind. */
export async function runInProcess(program: Command, argv: readonly string[], stores: Stores): Promise<void> {
  // `amtool alert | head -1`: who reads has enough.
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? BROKEN_PIPE : 1));
  }
  process.exitCode = await runProgram(program, argv, processWorld(stores));
}
