import { GLOBAL_FLAGS } from '../global-flags.js';
import type { Command } from './command.js';
import type { Flag } from './flag.js';
import { parseCommandLine } from './parse-command-line.js';
import { many } from './positional.js';
import { COMPLETION_BASH, STANDARD_FLAGS, VERSION } from './standard-flags.js';

/** The command of every program that tells about the others: `amtool help silence add`. */
export const HELP_COMMAND: Command = {
  name: 'help',
  help: 'Show help.',
  positionals: [many('command', 'The command that it is about.')],
};

const HELP = `Look at a running Alertmanager, and change what is in it.

Any flag may be given a default in a configuration file, $HOME/.config/amtool/config.yml or else \
/etc/amtool/config.yml, which is YAML with a line for each flag. These are of use there:

\talertmanager.url: http://localhost:9093
\tauthor: of new silences; the user's name by default
\trequire-comment: whether a silence needs a comment; true by default
\toutput: simple, extended or json
\tdate.format: "2006-01-02 15:04:05 MST"
\thttp.config.file: how to connect, as http_config in Alertmanager's configuration`;

/** A program with amtool's flags. @param name that it is called by */
export function programOf(name: string, commands: readonly Command[]): Command {
  return {
    name,
    help: HELP,
    flags: [...STANDARD_FLAGS, ...GLOBAL_FLAGS, VERSION],
    commands: [HELP_COMMAND, ...commands],
  };
}

/**
 * Whether a line of `tocsin` is for one of its commands, and not for the server, which has flags alone. What is wrong
 * with the line is told by the one that it is for.
 */
export function isForCommands(program: Command, argv: readonly string[], readFile: (path: string) => string): boolean {
  if (isCompletion(argv)) return true;
  const { path, elements } = parseCommandLine(program, argv, { readFile });
  if (elements.some((element) => element.kind === 'flag' && isTool(element.flag))) return true;
  // A lone `help` is about the server, too.
  return path.length > 0 && !(path[0] === HELP_COMMAND && elements.length === 1);
}

/** Long help, scripts for the shell: what is about all commands. */
function isTool(flag: Flag<unknown>): boolean {
  return flag.isHidden === true && STANDARD_FLAGS.includes(flag);
}

/** Whether the line is a question about what may be typed next. */
export function isCompletion(argv: readonly string[]): boolean {
  return argv.includes(`--${COMPLETION_BASH.name}`);
}
