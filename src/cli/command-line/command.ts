import type { CommandContext } from '../command-context.js';
import type { Flag } from './flag.js';
import type { Positional } from './positional.js';

/** A command of the command line: one with sub-commands, or one that does something. */
export interface Command {
  readonly name: string;
  /** Paragraphs with an empty line between them; lines that begin with blanks are kept as they are. */
  readonly help: string;
  /** Stands for its parent where no other sub-command is named. */
  readonly isDefault?: boolean;
  /** Needs an Alertmanager, it and all below it: refuses early when `--alertmanager.url` is not given. */
  readonly needsServer?: boolean;
  readonly flags?: readonly Flag<unknown>[];
  /** A command has these or sub-commands, not both. */
  readonly positionals?: readonly Positional<unknown>[];
  readonly commands?: readonly Command[];
  /**
   * What the command does. Modules that take time to load are loaded in here: help and version have to be quick.
   *
   * @returns the exit code, 0 where it is left out
   * @throws {Error} what is then printed after `amtool: error: `
   */
  readonly run?: (context: CommandContext) => Promise<number | undefined>;
}
