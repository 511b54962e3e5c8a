import { parseGoDuration } from '../duration/go-duration.js';

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
  /** @throws {Error} with the text that follows `error: ` */
  readonly parse: (values: readonly string[]) => T;
}

export function text(name: string, help: string, initial?: string): Flag<string> {
  return flag(name, help, (value) => value, initial ?? '', initial === undefined ? name.toUpperCase() : `"${initial}"`);
}

/** A Go duration in milliseconds; a bare number counts seconds, which operators pass and Alertmanager refuses. */
export function duration(name: string, help: string, initial: string): Flag<number> {
  const parse = (value: string) => (/^[0-9]+$/.test(value) ? Number(value) * 1000 : parseGoDuration(value));
  return flag(name, help, parse, initial, initial);
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

export function texts(name: string, help: string, initial: readonly string[]): Flag<readonly string[]> {
  const [placeholder = name.toUpperCase()] = initial;
  const base = flag(name, help, (value) => value, '', `${placeholder} ...`);
  return { ...base, isRepeatable: true, defaults: initial, parse: (values) => values };
}

export function onOff(name: string, help: string): Flag<boolean> {
  return { ...flag(name, help, (value) => value === 'true', 'false', ''), isSwitch: true };
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

/** Kingpin reads integers as decimal numbers and cuts the fraction. */
function parseFloat64(value: string): number {
  if (!/^[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?$/.test(value)) {
    throw new Error(`strconv.ParseFloat: parsing ${JSON.stringify(value)}: invalid syntax`);
  }
  return Number(value);
}
