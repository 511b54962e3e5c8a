import { readFileSync } from 'node:fs';
import { platformText, versionText } from './build-info.js';
import type { Command } from './command-line/command.js';
import type { Flag } from './command-line/flag.js';
import { type Element, parseCommandLine } from './command-line/parse-command-line.js';
import { HELP, VERSION } from './command-line/standard-flags.js';
import { serverHelp } from './help/server-help.js';
import { SERVER_FLAGS, type ServerFlags } from './server-flag-table.js';

/** What a command line asks of the server. Help and version go to stdout, exit 0; an error to stderr, exit 1. */
export type Invocation =
  | {
      readonly kind: 'run';
      readonly flags: ServerFlags;
      /** Names of the flags that were given. */
      readonly given: readonly string[];
    }
  | { readonly kind: 'help' | 'version' | 'error'; readonly text: string };

/** The server as a command line has it: flags and nothing else. */
export const SERVER: Command = {
  name: 'alertmanager',
  help: '',
  flags: [HELP, ...Object.values<Flag<unknown>>(SERVER_FLAGS), VERSION],
};

export interface ServerFlagsOptions {
  readonly readFile?: (path: string) => string;
  /** What the same program can do besides: shown in the help. */
  readonly commands?: readonly Command[];
}

/** @param argv what follows the program's name */
export function parseServerFlags(
  argv: readonly string[],
  { readFile = (path) => readFileSync(path, 'utf8'), commands = [] }: ServerFlagsOptions = {},
): Invocation {
  const { elements, error } = parseCommandLine(SERVER, argv, { readFile });
  const asks = (flag: Flag<unknown>) => elements.some((element) => element.kind === 'flag' && element.flag === flag);
  // Kingpin's order: the version as soon as it is asked for, then what cannot be parsed, help, and what cannot be read.
  if (asks(VERSION))
    return { kind: 'version', text: versionText(SERVER.name, `node ${process.version}`, platformText()) };
  if (error !== undefined) return usageError(error);
  if (asks(HELP)) return { kind: 'help', text: serverHelp(SERVER, commands) };
  try {
    return { kind: 'run', ...readValues(elements) };
  } catch (caught) {
    if (!(caught instanceof Error)) throw caught;
    return usageError(caught.message);
  }
}

/** @throws {Error} when a value cannot be read */
function readValues(elements: readonly Element[]): { readonly flags: ServerFlags; readonly given: readonly string[] } {
  const values = new Map<string, string[]>();
  let repeated: string | undefined;
  for (const element of elements) {
    if (element.kind !== 'flag') continue;
    const { flag, value } = element;
    const given = values.get(flag.name);
    if (given === undefined) values.set(flag.name, [value]);
    else if (flag.isRepeatable) given.push(value);
    else repeated ??= flag.name;
  }
  const read = (flag: Flag<unknown>) => flag.parse(values.get(flag.name) ?? flag.defaults);
  const entries = Object.entries(SERVER_FLAGS).map(([key, flag]) => [key, read(flag)]);
  if (repeated !== undefined) throw new Error(`flag '${repeated}' cannot be repeated`);
  // The table's own types: each value was parsed by the flag of the same key.
  return { flags: Object.fromEntries(entries) as ServerFlags, given: [...values.keys()] };
}

function usageError(message: string): Invocation {
  return { kind: 'error', text: `alertmanager: error: ${message}, try --help\n` };
}
