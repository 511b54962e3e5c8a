import type { GoSignature, GoValue } from './go-type.js';

/** A function that templates may call. */
export interface GoFunction extends GoSignature {
  /** How much more work a character of an argument is than to copy it; 1 where it is not given. */
  readonly weight?: number;
  /**
   * Gets one value for each argument, converted to the parameters' types; undefined is nil.
   *
   * @throws {GoError} for what Go returns as an error
   */
  readonly call: (args: readonly GoValue[]) => GoValue;
}

export type GoFunctions = ReadonlyMap<string, GoFunction>;

/** An error that a Go function returned: the template stops with `error calling <name>: <message>`. */
export class GoError extends Error {
  override readonly name = 'GoError';
}

/** A value or text grew beyond its bound while it was computed. */
export class GoBoundError extends Error {
  override readonly name = 'GoBoundError';
}
