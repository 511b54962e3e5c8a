import type { Command } from '../command-line/command.js';
import { flagRows } from './synopsis.js';
import { twoColumns } from './two-columns.js';
import { commandList, usageLine } from './usage.js';

const WIDTH = 80;

/** The help of the server, and the commands that the same program has. */
export function serverHelp(server: Command, commands: readonly Command[]): string {
  const columns = twoColumns(flagRows(server.flags ?? []), { indent: 2, padding: 2, width: WIDTH });
  const list = commands.length === 0 ? '' : `\nCommands:\n${commandList(commands, 1)}`;
  return `${usageLine(server.name, server)}Flags:\n${columns}${list}`;
}
