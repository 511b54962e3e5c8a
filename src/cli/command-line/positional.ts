import { type Files, requireFile } from './files.js';

/** A positional argument of a command. */
export interface Positional<T> {
  readonly name: string;
  readonly help: string;
  /** Takes all that follows. */
  readonly takesMany: boolean;
  /** @throws {Error} when a value will not do */
  readonly check?: (value: string, files: Files) => void;
  readonly read: (values: readonly string[]) => T;
}

/** None or more. */
export function many(name: string, help: string): Positional<readonly string[]> {
  return { name, help, takesMany: true, read: (values) => values };
}

/** None or more files that are there. */
export function existingFiles(name: string, help: string): Positional<readonly string[]> {
  return { ...many(name, help), check: requireFile };
}

/** A file that is there; undefined when it is not given. */
export function maybeFile(name: string, help: string): Positional<string | undefined> {
  return { name, help, takesMany: false, check: requireFile, read: ([value]) => value };
}
