import type { Command } from '../command-line/command.js';
import type { ParsedLine } from '../command-line/parse-command-line.js';
import { flatCommands } from './flat-commands.js';
import { flagRows, positionalRows, synopsis } from './synopsis.js';
import { twoColumns } from './two-columns.js';
import { usageLine } from './usage.js';
import { wrapText } from './wrap.js';

const INDENT = 4;

/** The help of the program with that of every command, as `--help-long` shows it. */
export function longHelp(program: Command, line: Pick<ParsedLine, 'flags' | 'positionals'>, width: number): string {
  const layout = { indent: 2, padding: 2, width };
  const positionals = positionalRows(line.positionals);
  const entries = flatCommands(program.commands ?? []).map(({ name, command }) => {
    const flags = twoColumns(flagRows(command.flags ?? []), { ...layout, indent: INDENT });
    const help = wrapText(command.help, width, ' '.repeat(INDENT)).map((text) => `${text.trimEnd()}\n`);
    return `${name}${synopsis(command)}\n${help.join('')}\n${flags}\n`;
  });
  return [
    usageLine(program.name, program),
    `${wrapText(program.help, width).join('\n')}\n\n`,
    `Flags:\n${twoColumns(flagRows(line.flags), layout)}\n`,
    positionals.length === 0 ? '' : `Args:\n${twoColumns(positionals, layout)}\n`,
    `Commands:\n${entries.join('')}\n`,
  ].join('');
}
