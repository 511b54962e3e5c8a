import { goQuote } from '../../labels/go-quote.js';
import { type Files, requireFile } from './files.js';
import { parseFlagDuration } from './flag-duration.js';

/** One flag of a command line, by the rules of Kingpin. */
export interface Flag<T> {
  readonly name: string;
  /** Other spellings that set the same flag; not shown in the help. */
  readonly aliases: readonly string[];
  /** A switch takes no value: `--name` and `--no-name`. */
  readonly isSwitch: boolean;
  readonly isRepeatable: boolean;
  /** As a user would have typed it; each item of a repeatable flag. */
  readonly defaults: readonly string[];
  /** What follows `=` in the help. Empty for a switch. */
  readonly placeholder: string;
  readonly help: string;
  /** One letter: `-o`. */
  readonly short?: string;
  /** Works, and is not shown in the help. */
  readonly isHidden?: boolean;
  /** The command does not run without it. */
  readonly isRequired?: boolean;
  /** The words that may be given, for completion. */
  readonly words?: readonly string[];
  /** Whether the file that it names is there. @throws {Error} */
  readonly check?: (value: string, files: Files) => void;
  /** @throws {Error} with the text that follows `error: ` */
  readonly parse: (values: readonly string[]) => T;
}

export function text(name: string, help: string, initial?: string): Flag<string> {
  return flag(name, help, (value) => value, initial ?? '', initial === undefined ? name.toUpperCase() : `"${initial}"`);
}

/** A duration in milliseconds; a bare number counts seconds, which operators pass and Alertmanager refuses. */
export function duration(name: string, help: string, initial: string): Flag<number> {
  const parse = (value: string) => (/^[0-9]+$/.test(value) ? Number(value) * 1000 : parseFlagDuration(value));
  return flag(name, help, parse, initial, initial);
}

/** The same with a unit, always. Without an initial value it is 0 when it is not given. */
export function strictDuration(name: string, help: string, initial?: string): Flag<number> {
  return flag(name, help, parseFlagDuration, initial ?? '0', initial ?? name.toUpperCase());
}

export function integer(name: string, help: string, initial: number, aliases: readonly string[] = []): Flag<number> {
  return { ...flag(name, help, (value) => Math.trunc(parseFloat64(value)), `${initial}`, `${initial}`), aliases };
}

export function number(name: string, help: string, initial: number): Flag<number> {
  return flag(name, help, parseFloat64, `${initial}`, `${initial}`);
}

/** One of a few words. */
export function choice<T extends string>(
  name: string,
  help: string,
  words: readonly T[],
  initial: T,
  read: (value: string) => string,
  complaint: string,
): Flag<T> {
  const parse = (value: string) => {
    const word = words.find((known) => known === read(value));
    if (word === undefined) throw new Error(`${complaint} ${value}`);
    return word;
  };
  return flag(name, help, parse, initial, initial);
}

/** One of a few words, by Kingpin's own rule; without an initial word it may stay empty. */
export function oneOf<T extends string>(name: string, help: string, words: readonly T[], initial: T): Flag<T>;
export function oneOf<T extends string>(name: string, help: string, words: readonly T[]): Flag<T | undefined>;
export function oneOf<T extends string>(
  name: string,
  help: string,
  words: readonly T[],
  initial?: T,
): Flag<T | undefined> {
  const parse = ([value]: readonly string[]) => {
    if (value === undefined) return initial;
    const word = words.find((known) => known === value);
    if (word === undefined) throw new Error(`enum value must be one of ${words.join(',')}, got '${value}'`);
    return word;
  };
  const defaults = initial === undefined ? [] : [initial];
  return { ...text(name, help), defaults, placeholder: initial ?? name.toUpperCase(), words, parse };
}

/** The path of a file that is there; empty when it is not given. */
export function existingFile(name: string, help: string): Flag<string> {
  return { ...text(name, help), defaults: [], check: requireFile };
}

export function texts(name: string, help: string, initial: readonly string[]): Flag<readonly string[]> {
  const [placeholder = name.toUpperCase()] = initial;
  const base = flag(name, help, (value) => value, '', `${placeholder} ...`);
  return { ...base, isRepeatable: true, defaults: initial, parse: (values) => values };
}

export function onOff(name: string, help: string, initial = false): Flag<boolean> {
  return { ...flag(name, help, parseBool, `${initial}`, ''), isSwitch: true };
}

function flag<T>(
  name: string,
  help: string,
  parseOne: (value: string) => T,
  initial: string,
  placeholder: string,
): Flag<T> {
  const parse = ([value = initial]: readonly string[]) => parseOne(value);
  return { name, aliases: [], isSwitch: false, isRepeatable: false, defaults: [initial], placeholder, help, parse };
}

/** Go's strconv.ParseBool: a configuration file may give a switch in any of these ways. */
function parseBool(value: string): boolean {
  if (['1', 't', 'T', 'TRUE', 'true', 'True'].includes(value)) return true;
  if (['0', 'f', 'F', 'FALSE', 'false', 'False'].includes(value)) return false;
  throw new Error(`strconv.ParseBool: parsing ${goQuote(value)}: invalid syntax`);
}

/** Kingpin reads integers as decimal numbers and cuts the fraction. */
function parseFloat64(value: string): number {
  if (!/^[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?$/.test(value)) {
    throw new Error(`strconv.ParseFloat: parsing ${goQuote(value)}: invalid syntax`);
  }
  return Number(value);
}
