import { readFileSync } from 'node:fs';
import { goArchitecture, versionText } from './build-info.js';
import type { Flag } from './flag.js';
import { flagHelp } from './flag-help.js';
import { type GivenFlags, parseFlags } from './parse-flags.js';
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

/** @param argv what follows the program's name */
export function parseServerFlags(
  argv: readonly string[],
  readFile: (path: string) => string = (path) => readFileSync(path, 'utf8'),
): Invocation {
  const flags: readonly Flag<unknown>[] = Object.values(SERVER_FLAGS);
  const given = parseFlags(flags, argv, readFile);
  // Kingpin's order: the version as soon as it is asked for, then what cannot be parsed, help, and what cannot be read.
  if (given.isVersionAsked) return { kind: 'version', text: versionText(`node ${process.version}`, platform()) };
  if (given.error !== undefined) return usageError(given.error);
  if (given.isHelpAsked) return { kind: 'help', text: flagHelp('alertmanager', flags) };
  try {
    return { kind: 'run', flags: readValues(given), given: [...given.values.keys()] };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return usageError(error.message);
  }
}

/** @throws {Error} when a value cannot be read */
function readValues({ values, repeated }: GivenFlags): ServerFlags {
  const read = <T>(flag: Flag<T>): T => flag.parse(values.get(flag.name) ?? flag.defaults);
  const entries = Object.entries(SERVER_FLAGS).map(([key, flag]) => [key, read<unknown>(flag)]);
  if (repeated !== undefined) throw new Error(`flag '${repeated}' cannot be repeated`);
  // The table's own types: each value was parsed by the flag of the same key.
  return Object.fromEntries(entries) as ServerFlags;
}

function usageError(message: string): Invocation {
  return { kind: 'error', text: `alertmanager: error: ${message}, try --help\n` };
}

function platform(): string {
  return `${process.platform}/${goArchitecture(process.arch)}`;
}
