import type { Writable } from 'node:stream';
import type { ChangeFeed } from '../../../changes/change-feed.js';
import { EventStream } from './event-stream.js';
import { Problem } from './problem.js';

/** Clients that may listen at once. */
const STREAMS_MAX = 100;

const BEAT_MS = 15_000;

/** Everybody who listens to the event stream. */
export class EventStreams {
  readonly #streams = new Set<EventStream>();
  #count = 0;
  #beat: NodeJS.Timeout | undefined;
  #isClosed = false;

  /** @param boundReached counts clients that were refused, or were too slow */
  constructor(
    private readonly feed: ChangeFeed,
    private readonly boundReached: (bound: 'event_streams' | 'event_stream_lag') => void,
  ) {}

  /**
   * Takes a client in, until its response closes.
   *
   * @param begin sends the head of the answer, once every change from now on will be told
   * @throws {Problem} 503 where there are too many
   */
  async add(response: Writable, lastId: string | undefined, begin: () => void): Promise<void> {
    if (this.#count >= STREAMS_MAX || this.#isClosed) {
      if (!this.#isClosed) this.boundReached('event_streams');
      throw new Problem(503, 'too many listeners', `${STREAMS_MAX} clients listen already; try again later`);
    }
    this.#count++;
    let stream: EventStream | undefined;
    const stop = await this.feed.listen(() => stream?.pump());
    let isGone = false;
    const leave = () => {
      if (isGone) return;
      isGone = true;
      this.#count--;
      if (stream !== undefined) this.#streams.delete(stream);
      if (this.#streams.size === 0) clearInterval(this.#beat);
      stop();
    };
    if (response.destroyed || this.#isClosed) {
      leave();
      response.destroy();
      return;
    }
    response.once('close', leave);
    response.on('error', leave);
    begin();
    stream = new EventStream(response, this.feed, lastId, () => this.boundReached('event_stream_lag'));
    if (this.#streams.size === 0) this.#beatOn();
    this.#streams.add(stream);
  }

  /** Ends all of them at once, so that nothing waits for them. */
  close(): void {
    this.#isClosed = true;
    clearInterval(this.#beat);
    this.feed.close();
    for (const stream of this.#streams) stream.end();
  }

  #beatOn(): void {
    this.#beat = setInterval(() => {
      for (const stream of this.#streams) stream.beat();
    }, BEAT_MS).unref();
  }
}
