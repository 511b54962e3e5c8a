import type { EncodedEvent } from './encoded-event.js';

/** Where events go. */
export abstract class EventOutput {
  /** For metrics and logs: says where, and shows no secret. */
  abstract readonly name: string;

  /**
   * Takes an event, or notes it for later. What is slow has a bounded buffer of its own, and drops what does not fit.
   *
   * @returns how many bytes it is
   * @throws when the event could not be taken
   */
  abstract send(event: EncodedEvent): number | Promise<number>;

  /** Brings out what was noted, as far as `signal` lets it; resolves soon after it aborts. */
  abstract close(signal: AbortSignal): Promise<void>;
}
