import type { Command } from '../command-line/command.js';
import type { Flag } from '../command-line/flag.js';
import { flatCommands } from './flat-commands.js';
import { synopsis } from './synopsis.js';

/** A manual page in troff, as `--help-man` writes it. @param version the text of `--version` */
export function manPage(program: Command, version: string): string {
  const commands = flatCommands(program.commands ?? []);
  const entries = commands.map(
    ({ name, command }) =>
      `.SS\n\\fB${name}${synopsis(command)}\\fR\n.PP\n${command.help}\n${flagEntries(command.flags)}`,
  );
  return [
    `.TH ${program.name} 1 ${version.trimEnd()} ""\n`,
    `.SH "NAME"\n${program.name}\n`,
    `.SH "SYNOPSIS"\n.TP\n\\fB${program.name}${synopsis(program)} <command> [<args> ...]\\fR\n\n`,
    `.SH "DESCRIPTION"\n${program.help}\n`,
    `.SH "OPTIONS"\n${flagEntries(program.flags)}`,
    `.SH "COMMANDS"\n${entries.join('')}`,
  ].join('');
}

function flagEntries(flags: readonly Flag<unknown>[] = []): string {
  return flags
    .filter(({ isHidden }) => isHidden !== true)
    .map(({ name, short, isSwitch, placeholder, help }) => {
      const letter = short === undefined ? '' : `-${short}, `;
      return `.TP\n\\fB${letter}--${name}${isSwitch ? '' : `=${placeholder}`}\\fR\n${help}\n`;
    })
    .join('');
}
