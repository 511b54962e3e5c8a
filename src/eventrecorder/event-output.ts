import type { EncodedEvent } from './encoded-event.js';

/** An event as an output sends it. */
export type Payload = string | Uint8Array;

/** Where events go. */
export abstract class EventOutput<P extends Payload = Payload> {
  /** For metrics and logs: says where, and shows no secret. */
  abstract readonly name: string;

  /** @throws when the event cannot be put into this form */
  abstract encode(event: EncodedEvent): P;

  /**
   * Takes events, or notes them for later. What is slow has a bounded buffer of its own, and drops what does not fit.
   *
   * @throws when they could not be taken
   */
  abstract send(payloads: readonly P[]): void | Promise<void>;

  /** Brings out what was noted, as far as `signal` lets it; resolves soon after it aborts. */
  abstract close(signal: AbortSignal): Promise<void>;
}
