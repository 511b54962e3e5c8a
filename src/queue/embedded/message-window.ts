import type { MessageLimit } from '../../notify/delivery-queue.js';

/** How many messages an integration took in the time that its limit speaks of. */
export class MessageWindow {
  /** When each was taken for sure, milliseconds since the epoch; Infinity while it is under way. */
  readonly #taken = new Set<{ atMs: number }>();

  /** Counts a message that is sent now. @returns what to call at its end: with the moment, or without if it was none */
  begin(): (endMs?: number) => void {
    const message = { atMs: Number.POSITIVE_INFINITY };
    this.#taken.add(message);
    return (endMs) => {
      if (endMs === undefined) this.#taken.delete(message);
      else message.atMs = endMs;
    };
  }

  /** When the next message may be sent; Infinity where that depends on those under way. */
  opensAtMs(limit: MessageLimit | undefined, nowMs: number): number {
    if (limit === undefined) {
      this.#forget(Number.POSITIVE_INFINITY);
      return nowMs;
    }
    this.#forget(nowMs - limit.perMs);
    const surplus = this.#taken.size - limit.messages;
    if (surplus < 0) return nowMs;
    const times = [...this.#taken].map(({ atMs }) => atMs).toSorted((a, b) => a - b);
    return (times[surplus] ?? nowMs) + limit.perMs;
  }

  get isEmpty(): boolean {
    return this.#taken.size === 0;
  }

  #forget(untilMs: number): void {
    for (const message of this.#taken) {
      if (message.atMs <= untilMs && Number.isFinite(message.atMs)) this.#taken.delete(message);
    }
  }
}
