import type { Writable } from 'node:stream';
import type { ChangeFeed } from '../../../changes/change-feed.js';
import type { ChangeEvent } from '../../../changes/change-ring.js';

/** Events that are written at once: what a client that does not read makes this process hold. */
const WRITTEN_MAX = 100;

/** A client that takes nothing for so long is not there any more. */
const STALLED_MS = 60_000;

/** How soon a client comes back after a break, milliseconds. */
const RETRY_MS = 2000;

/**
 * One listener: reads the feed's ring at its own pace. A client that is slow costs nothing but its place in the ring, and
 * is let go once the ring has gone past it.
 */
export class EventStream {
  #number: number;
  #stalledSinceMs: number | undefined;

  /**
   * @param lastId of the last event that the client has seen; it goes on after it, or is told to read everything anew
   * @param onDropped called when the client is too slow
   */
  constructor(
    private readonly response: Writable,
    private readonly feed: Pick<ChangeFeed, 'ring'>,
    lastId: string | undefined,
    private readonly onDropped: () => void,
  ) {
    const { ring } = feed;
    const resumed = lastId === undefined ? undefined : ring.numberOf(lastId);
    this.#number = resumed ?? ring.newest;
    const isLost = lastId !== undefined && resumed === undefined;
    // An id without data is remembered by the client, and is no event.
    this.#write(`retry: ${RETRY_MS}\nid: ${ring.idOf(this.#number)}\n${isLost ? 'event: reset\ndata: {}\n' : ''}\n`);
    this.pump();
  }

  /** Writes what is new, as far as the client takes it. */
  pump(): void {
    while (this.#stalledSinceMs === undefined) {
      const events = this.feed.ring.after(this.#number, WRITTEN_MAX);
      if (events === undefined) {
        this.#drop();
        return;
      }
      if (events.length === 0) return;
      this.#number += events.length;
      this.#write(events.map(eventText).join(''));
    }
  }

  /** Shows the client and all between that the stream goes on, and looks whether the client does. */
  beat(): void {
    if (this.#stalledSinceMs === undefined) this.#write(':\n\n');
    else if (performance.now() - this.#stalledSinceMs >= STALLED_MS) this.#drop();
  }

  end(): void {
    this.response.end();
  }

  #write(text: string): void {
    if (this.response.destroyed || this.response.write(text)) return;
    this.#stalledSinceMs = performance.now();
    this.response.once('drain', () => {
      this.#stalledSinceMs = undefined;
      this.pump();
    });
  }

  /** Ended, not finished: whatever is still to be written would wait for a client that does not read. */
  #drop(): void {
    this.onDropped();
    this.response.destroy();
  }
}

function eventText({ id, kind, json }: ChangeEvent): string {
  return `id: ${id}\nevent: ${kind}\ndata: ${json}\n\n`;
}
