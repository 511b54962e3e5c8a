import type { Command } from '../command-line/command.js';
import type { ParsedLine } from '../command-line/parse-command-line.js';
import { flagRows, positionalRows, synopsis } from './synopsis.js';
import { twoColumns } from './two-columns.js';
import { wrapText } from './wrap.js';

const INDENT = 2;

/** The help of the program, or of the command that the line names, in Kingpin's compact form. */
export function usageText(
  program: Command,
  line: Pick<ParsedLine, 'path' | 'flags' | 'positionals'>,
  width: number,
): string {
  const selected = line.path.at(-1);
  const names = line.path.map(({ name }) => name).join(' ');
  const layout = { indent: INDENT, padding: INDENT, width };
  const about = selected ?? program;
  const columns = (heading: string, rows: readonly (readonly [string, string])[]) =>
    rows.length === 0 ? '' : `${heading}:\n${twoColumns(rows, layout)}\n`;
  return [
    usageLine(names === '' ? program.name : `${program.name} ${names}`, about),
    about.help === '' ? '' : `${wrapText(about.help, width).join('\n')}\n\n`,
    columns('Flags', flagRows(line.flags)),
    columns('Args', positionalRows(line.positionals)),
    selected === undefined
      ? commandsPart(commandList(program.commands ?? [], 1))
      : commandsPart(commandList(selected.commands ?? [], line.path.length + 1), names),
  ].join('');
}

/** `usage: amtool alert <command> [<args> ...]` and an empty line. */
export function usageLine(name: string, command: Command): string {
  const follows = (command.commands ?? []).length > 0 ? ' <command> [<args> ...]' : '';
  return `usage: ${name}${synopsis(command)}${follows}\n\n`;
}

/** A line for each command, those below others set in. */
export function commandList(commands: readonly Command[], depth: number): string {
  return commands
    .map((command) => {
      const line = `${' '.repeat(depth * INDENT)}${command.name}${command.isDefault ? '*' : ''}${synopsis(command)}\n`;
      return line + commandList(command.commands ?? [], depth + 1);
    })
    .join('');
}

function commandsPart(list: string, parent?: string): string {
  if (list === '') return '';
  return `Commands:\n${parent === undefined ? '' : `  ${parent}\n`}${list}\n`;
}
