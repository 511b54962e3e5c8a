export interface Batching {
  readonly eventsMax: number;
  /** Of a request's body, brackets and commas too. An event that is larger goes alone. */
  readonly bytesMax: number;
  /** How long events wait for others. */
  readonly flushIntervalMs: number;
}

/** What one request brings. */
export interface Body {
  readonly text: string;
  /** How many events it tells of. */
  readonly events: number;
}

/** How many events may wait for a request (Alertmanager). */
const WAITING_MAX = 1024;

/** Events that wait for a request, and the bodies that are made of them: one event each, or a list of several. */
export class WebhookQueue {
  readonly #events: string[] = [];
  #bytes = 0;
  #timer: NodeJS.Timeout | undefined;
  /** The first one that waits has waited long enough for others. */
  #isDue = false;
  #isHurried = false;

  /** @param ready told when a body can be taken because its events have waited long enough */
  constructor(
    private readonly batching: Batching | undefined,
    private readonly ready: () => void,
  ) {}

  get size(): number {
    return this.#events.length;
  }

  /** @returns false when there are too many already */
  add(json: string): boolean {
    if (this.#events.length >= WAITING_MAX) return false;
    this.#events.push(json);
    this.#bytes += sizeOf(json);
    this.#waitForOthers();
    return true;
  }

  /** Nothing waits for others any more. */
  hurry(): void {
    this.#isHurried = true;
    this.#stopWaiting();
  }

  /** The next body, if there is one to send now. */
  take(): Body | undefined {
    const { batching } = this;
    if (batching === undefined) return this.#takeOne();
    if (this.#events.length === 0 || !this.#isFull(batching)) return undefined;
    const taken = this.#events.splice(0, this.#countFor(batching));
    for (const event of taken) this.#bytes -= sizeOf(event);
    this.#stopWaiting();
    if (this.#events.length > 0) this.#waitForOthers();
    return { text: `[${taken.join(',')}]`, events: taken.length };
  }

  #takeOne(): Body | undefined {
    const text = this.#events.shift();
    if (text === undefined) return undefined;
    this.#bytes -= sizeOf(text);
    return { text, events: 1 };
  }

  /** How many events the next body has. */
  #countFor({ eventsMax, bytesMax }: Batching): number {
    let size = 1;
    let count = 0;
    for (const event of this.#events) {
      size += sizeOf(event);
      if (count > 0 && (count >= eventsMax || size > bytesMax)) break;
      count++;
    }
    return count;
  }

  #isFull({ eventsMax, bytesMax }: Batching): boolean {
    return this.#isDue || this.#isHurried || this.#events.length >= eventsMax || this.#bytes + 1 >= bytesMax;
  }

  #waitForOthers(): void {
    if (this.batching === undefined || this.#timer !== undefined || this.#isDue || this.#isHurried) return;
    this.#timer = setTimeout(() => {
      this.#isDue = true;
      this.ready();
    }, this.batching.flushIntervalMs);
  }

  #stopWaiting(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#isDue = false;
  }
}

/** Of an event in a list, with its comma. */
function sizeOf(json: string): number {
  return Buffer.byteLength(json) + 1;
}
