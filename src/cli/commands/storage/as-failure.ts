import { Failure } from '../../command-line/failure.js';

/** What a store says is for the one who runs the command. */
export function asFailure(error: unknown): never {
  throw new Failure(error instanceof Error ? error.message : String(error), { cause: error });
}
