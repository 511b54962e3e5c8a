/** Withdraws a timer. Calling it again, or after the timer has run, does nothing. */
export type CancelTimer = () => void;

/**
 * The only way to ask for the time or to wait for it. Everything that waits, waits here, so that tests run on
 * virtual time and one heap holds every timer of the process.
 */
export abstract class Clock {
  /** Milliseconds since the Unix epoch. */
  abstract now(): number;

  /**
   * Runs `run` once at `atMs` (milliseconds since the epoch), or as soon as possible when that has passed, but never
   * before this call has returned. Timers that are due at the same moment run in the order in which they were set.
   */
  abstract at(atMs: number, run: () => void): CancelTimer;
}
