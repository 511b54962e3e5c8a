import type { DeadLetter } from './dead-letter.js';

/** Where dead letters are kept across restarts. */
export abstract class DeadLetterStore {
  /** All of them, in no order. */
  abstract load(): readonly DeadLetter[];

  /**
   * Keeps a letter; one of the same id is replaced. Resolves once it is on disk, and never rejects: while the disk fails
   * it is held in memory and written later.
   */
  abstract put(letter: DeadLetter): Promise<void>;

  /** Forgets a letter by its id. One that is unknown is none. */
  abstract remove(id: string): void;
}
