import type { CancelTimer, Clock } from '../clock/clock.js';
import type { Logger } from '../log/logger.js';
import type { Change, ChangeWatch } from './change.js';
import { ChangeRing } from './change-ring.js';

export interface ChangeFeedParts {
  readonly clock: Clock;
  readonly watches: readonly ChangeWatch[];
  /** A new one for each ring. */
  readonly newId: () => string;
  readonly logger: Logger;
}

/** How often changes are told: of one key at most one event in this time. */
const TELL_EVERY_MS = 250;

/** Events that are told at once; the rest has to wait, so that a storm holds up nothing else. */
const TOLD_MAX = 1000;

/** Events that are kept for who was away. */
const RING_MAX = 10_000;

/** For how long it goes on after the last listener has gone: he may come back. */
const LINGER_MS = 60_000;

/** One that was followed by another of these in the meantime is what has happened. */
const BEGINNINGS: ReadonlySet<string> = new Set(['fired', 'created']);
const CONTINUATIONS: ReadonlySet<string> = new Set(['changed', 'updated']);

/** Tells outsiders what has changed. While nobody listens it does nothing at all. */
export class ChangeFeed {
  readonly #listeners = new Set<() => void>();
  /** By kind and key, in the order in which they began to wait. */
  readonly #waiting = new Map<string, Change>();
  #ring: ChangeRing;
  #following: Promise<void> | undefined;
  #cancelTell: CancelTimer | undefined;
  #cancelLinger: CancelTimer | undefined;
  #isClosed = false;

  constructor(private readonly parts: ChangeFeedParts) {
    this.#ring = this.#newRing();
  }

  /** The same for as long as somebody listens. */
  get ring(): ChangeRing {
    return this.#ring;
  }

  /**
   * Resolves once every change from now on will be told.
   *
   * @param onEvents called when there are new events in the ring
   * @returns a function that ends it
   */
  async listen(onEvents: () => void): Promise<() => void> {
    this.#listeners.add(onEvents);
    this.#cancelLinger?.();
    this.#cancelLinger = undefined;
    this.#following ??= this.#start();
    await this.#following;
    return () => {
      if (this.#listeners.delete(onEvents) && this.#listeners.size === 0) this.#linger();
    };
  }

  /** Nothing more is told. */
  close(): void {
    this.#isClosed = true;
    this.#listeners.clear();
    this.#stop();
  }

  async #start(): Promise<void> {
    for (const watch of this.parts.watches) await watch.start((change) => this.#note(change));
    if (!this.#isClosed) this.#tellLater();
  }

  #note(change: Change): void {
    const id = `${change.kind}/${change.key}`;
    const known = this.#waiting.get(id);
    const isSame = known !== undefined && BEGINNINGS.has(known.change) && CONTINUATIONS.has(change.change);
    this.#waiting.set(id, isSame ? { ...change, change: known.change } : change);
  }

  #tellLater(): void {
    const { clock } = this.parts;
    this.#cancelTell = clock.at(clock.now() + TELL_EVERY_MS, () => {
      this.#lookAndTell()
        .catch((error: unknown) => {
          this.parts.logger.error('Changes could not be looked for; it is tried again', { err: String(error) });
        })
        .finally(() => {
          if (this.#following !== undefined) this.#tellLater();
        });
    });
  }

  async #lookAndTell(): Promise<void> {
    for (const watch of this.parts.watches) await watch.look(this.parts.clock.now());
    if (this.#following === undefined || this.#waiting.size === 0) return;
    let told = 0;
    for (const [id, { kind, change, data }] of this.#waiting) {
      if (told++ >= TOLD_MAX) break;
      this.#waiting.delete(id);
      this.#ring.add(kind, JSON.stringify({ change, ...data }));
    }
    for (const listener of this.#listeners) listener();
  }

  #linger(): void {
    const { clock } = this.parts;
    this.#cancelLinger = clock.at(clock.now() + LINGER_MS, () => this.#stop());
  }

  /** What happens from now on is lost, so ids of this ring lead nowhere. */
  #stop(): void {
    this.#cancelTell?.();
    this.#cancelLinger?.();
    this.#following = undefined;
    this.#waiting.clear();
    for (const watch of this.parts.watches) watch.stop();
    this.#ring = this.#newRing();
  }

  #newRing(): ChangeRing {
    return new ChangeRing(this.parts.newId(), RING_MAX);
  }
}
