/** Runs something, and says of an error what was being done: `read url_file: …`. */
export async function explained<T>(what: string, run: () => Promise<T> | T): Promise<T> {
  try {
    return await run();
  } catch (error) {
    throw explanation(what, error);
  }
}

/** The same for what is done at once. */
export function explainedNow<T>(what: string, run: () => T): T {
  try {
    return run();
  } catch (error) {
    throw explanation(what, error);
  }
}

function explanation(what: string, error: unknown): Error {
  return new Error(`${what}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
}
