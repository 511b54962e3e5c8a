import type { Flag } from './flag.js';
import type { Positional } from './positional.js';

/** What the flags and arguments of a command line were given, with the configuration's defaults. */
export class Values {
  /** @param defaults by the names of flags, from the configuration files */
  constructor(
    private readonly given: {
      readonly flags: ReadonlyMap<Flag<unknown>, readonly string[]>;
      readonly positionals: ReadonlyMap<Positional<unknown>, readonly string[]>;
    },
    private readonly defaults: ReadonlyMap<string, string>,
  ) {}

  /** @throws {Error} when the value cannot be read */
  get<T>(flag: Flag<T>): T {
    return flag.parse(this.given.flags.get(flag) ?? this.#defaultsOf(flag));
  }

  /** @throws {Error} when a value cannot be read */
  all<T>(positional: Positional<T>): T {
    return positional.read(this.given.positionals.get(positional) ?? []);
  }

  isGiven(flag: Flag<unknown>): boolean {
    return this.given.flags.has(flag) || this.defaults.has(flag.name);
  }

  #defaultsOf({ name, defaults }: Flag<unknown>): readonly string[] {
    const configured = this.defaults.get(name);
    return configured === undefined ? defaults : [configured];
  }
}
