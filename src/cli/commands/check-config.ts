import type { CommandContext } from '../command-context.js';
import type { Command } from '../command-line/command.js';
import { Failure } from '../command-line/failure.js';
import { existingFiles } from '../command-line/positional.js';

export const CONFIG_FILES = existingFiles('check-files', 'The configuration files; stdin when there is none.');

/** As amtool has it. */
export const checkConfig: Command = {
  name: 'check-config',
  help: `Check configuration files, and the templates that they name.

A pattern that names no template is no mistake.`,
  positionals: [CONFIG_FILES],
  async run(context) {
    const { checkFile, describeChecked, failuresOf } = await import('./check-file.js');
    let failed = 0;
    for (const file of await filesToCheck(context)) {
      const checked = await checkFile(file, context);
      context.world.out(describeChecked(checked));
      failed += failuresOf(checked);
    }
    if (failed > 0) throw new Error(`failed to validate ${failed} file(s)`);
  },
};

/** @throws {Failure} when nothing is given, and nothing comes from stdin */
export async function filesToCheck({ values, world }: CommandContext): Promise<readonly string[]> {
  const files = values.all(CONFIG_FILES);
  if (files.length > 0) return files;
  if (world.input.isTerminal) throw new Failure('Failed to read from standard input');
  const { STDIN } = await import('./check-file.js');
  return [STDIN];
}
