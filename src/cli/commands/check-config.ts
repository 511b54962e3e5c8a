import { dirname } from 'node:path';
import type { CommandContext } from '../command-context.js';
import type { Command } from '../command-line/command.js';
import { Failure } from '../command-line/failure.js';
import { existingFiles } from '../command-line/positional.js';

const FILES = existingFiles('check-files', 'The configuration files; stdin when there is none.');
/** How amtool names what it reads from stdin. */
const STDIN = '/dev/stdin';

export const checkConfig: Command = {
  name: 'check-config',
  help: `Check configuration files, and the templates that they name.

A pattern that names no template is no mistake.`,
  positionals: [FILES],
  async run(context) {
    const { values, world } = context;
    const files = values.all(FILES);
    if (files.length === 0 && world.input.isTerminal) throw new Failure('Failed to read from standard input');
    let failed = 0;
    for (const file of files.length === 0 ? [STDIN] : files) failed += await check(file, context);
    if (failed > 0) throw new Error(`failed to validate ${failed} file(s)`);
  },
};

/** Tells about one file. @returns how many things are wrong: the file, or its templates */
async function check(file: string, { world, reading }: CommandContext): Promise<number> {
  const { parseConfig } = await import('../../config/load-config.js');
  world.out(`Checking '${file}'`);
  try {
    const text = file === STDIN ? await world.input.read() : world.files.readText(file);
    const { config } = parseConfig(text, reading, { file, folder: dirname(file) });
    const { inhibitRules, receivers, templates } = config;
    world.out(
      [
        '  SUCCESS',
        'Found:',
        ' - global config',
        ' - route',
        ` - ${inhibitRules.length} inhibit rules`,
        ` - ${receivers.length} receivers`,
        ` - ${templates.length} templates`,
        '',
      ].join('\n'),
    );
    const problem = templates.length === 0 ? undefined : await templateProblem(templates, world);
    if (templates.length > 0) world.out(problem === undefined ? '  SUCCESS\n' : `  FAILED: ${problem}\n`);
    world.out('\n');
    return problem === undefined ? 0 : 1;
  } catch (error) {
    world.out(`  FAILED: ${error instanceof Error ? error.message : String(error)}\n\n`);
    return 1;
  }
}

async function templateProblem(globs: readonly string[], world: CommandContext['world']): Promise<string | undefined> {
  const { openTemplates } = await import('./template/open-templates.js');
  try {
    await openTemplates(globs, world);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
