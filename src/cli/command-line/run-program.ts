import { platformText, versionText } from '../build-info.js';
import { ALERTMANAGER_URL } from '../global-flags.js';
import { bashCompletion, zshCompletion } from '../help/completion-scripts.js';
import { longHelp } from '../help/long-help.js';
import { manPage } from '../help/man-page.js';
import { usageText } from '../help/usage.js';
import type { World } from '../world.js';
import type { Command } from './command.js';
import { completions } from './completion.js';
import { configuredDefaults } from './config-files.js';
import { Failure } from './failure.js';
import type { Flag } from './flag.js';
import { type ParsedLine, parseCommandLine } from './parse-command-line.js';
import { HELP_COMMAND, isCompletion } from './program.js';
import { checkDefaults, readValues } from './read-values.js';
import { COMPLETION_SCRIPT_BASH, COMPLETION_SCRIPT_ZSH, HELP, HELP_LONG, HELP_MAN, VERSION } from './standard-flags.js';
import type { Values } from './values.js';

/**
 * Runs what a command line asks for, in the order in which Kingpin and amtool look at it.
 *
 * @param argv what follows the program's name
 * @returns the exit code
 */
export async function runProgram(program: Command, argv: readonly string[], world: World): Promise<number> {
  try {
    return await new Run(program, argv, world).run();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    world.err(`${program.name}: error: ${message}\n${error instanceof Failure ? '' : '\n'}`);
    return 1;
  }
}

class Run {
  readonly #parseOptions: { readonly readFile: (path: string) => string };

  constructor(
    private readonly program: Command,
    private readonly argv: readonly string[],
    private readonly world: World,
  ) {
    this.#parseOptions = { readFile: (path) => world.files.readText(path) };
  }

  async run(): Promise<number> {
    const { program, argv, world } = this;
    if (isCompletion(argv)) {
      world.out(completions(program, argv, this.#parseOptions.readFile).join('\n'));
      return 0;
    }
    const line = parseCommandLine(program, argv, this.#parseOptions);
    const configured = await this.#configured(line);
    if (line.error !== undefined) throw new Error(line.error);
    checkDefaults(line, configured, world.files);
    const { values, error } = readValues(line, configured, world.files);
    const told = this.#tell(line, values);
    if (told !== undefined) {
      world.out(told);
      return 0;
    }
    if (error !== undefined) throw new Error(error);
    requireFlags(line, values);
    return this.#execute(line, values);
  }

  /** Only flags of the program and of the innermost command take defaults from the files, as in amtool. */
  async #configured({ path }: ParsedLine): Promise<ReadonlyMap<string, string>> {
    let all: Map<string, string>;
    try {
      all = await configuredDefaults(this.world);
    } catch (error) {
      throw new Error(`could not load config file: ${error instanceof Error ? error.message : String(error)}`);
    }
    const flags = [...(this.program.flags ?? []), ...(path.at(-1)?.flags ?? [])];
    const names = new Set(flags.map(({ name }) => name));
    return new Map([...all].filter(([name]) => names.has(name)));
  }

  /**
   * Help, version and the like. On the way from left to right a command may say that it needs a server, too.
   *
   * @throws {Failure} when the server that a command needs is not given
   */
  #tell(line: ParsedLine, values: Values): string | undefined {
    const { program, world } = this;
    const asks = (flags: readonly Flag<unknown>[]) =>
      line.elements.some((element) => element.kind === 'flag' && flags.includes(element.flag));
    for (const element of line.elements) {
      if (element.kind === 'command') {
        const { command } = element;
        if (command === HELP_COMMAND) return this.#helpOn(line);
        const isHelp = asks([HELP, HELP_LONG, HELP_MAN]);
        if (command.needsServer && !isHelp && values.get(ALERTMANAGER_URL) === undefined) {
          throw new Failure('required flag --alertmanager.url not provided');
        }
      } else if (element.kind === 'flag') {
        const { flag } = element;
        if (flag === VERSION) return this.#version();
        if (flag === HELP_LONG) return longHelp(program, line, world.width);
        if (flag === HELP_MAN) return manPage(program, this.#version());
        if (flag === COMPLETION_SCRIPT_BASH) return bashCompletion(program.name);
        if (flag === COMPLETION_SCRIPT_ZSH) return zshCompletion(program.name);
      }
    }
    return asks([HELP]) ? this.#usage(this.argv) : undefined;
  }

  #version(): string {
    return versionText(this.program.name, `node ${process.version}`, platformText());
  }

  #helpOn(line: ParsedLine): string {
    const words = line.elements.flatMap((element) => (element.kind === 'positional' ? [element.value] : []));
    const about = this.#withoutDefaults(words);
    if (about.error !== undefined) throw new Failure(about.error);
    return usageText(this.program, about, this.world.width);
  }

  #usage(argv: readonly string[]): string {
    return usageText(this.program, this.#withoutDefaults(argv), this.world.width);
  }

  #withoutDefaults(argv: readonly string[]): ParsedLine {
    return parseCommandLine(this.program, argv, { ...this.#parseOptions, ignoreDefaults: true });
  }

  async #execute({ path }: ParsedLine, values: Values): Promise<number> {
    // Matchers take some time to load, which help and version need not wait for.
    const { createContext } = await import('../create-context.js');
    const context = createContext(values, this.world);
    try {
      const command = path.at(-1);
      if (command?.run === undefined) {
        this.world.out(this.#usage([]));
        return 0;
      }
      return (await command.run(context)) ?? 0;
    } finally {
      await context.close();
    }
  }
}

/** @throws {Error} when a flag is missing that the command cannot do without */
function requireFlags({ flags }: ParsedLine, values: Values): void {
  const missing = flags.filter((flag) => flag.isRequired === true && !values.isGiven(flag));
  if (missing.length === 0) return;
  throw new Error(`required flag(s) ${missing.map(({ name }) => `'--${name}'`).join(', ')} not provided`);
}
