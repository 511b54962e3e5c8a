import { integrationName } from '../nflog/notification-log.js';
import type { DeadLetter } from './dead-letter.js';
import { encodeDeadLetter } from './dead-letter-codec.js';
import type { DeadLetterStore } from './dead-letter-store.js';
import { type Delivery, deliveryKey } from './delivery.js';
import type { AttemptFailure } from './delivery-queue.js';

export interface DeadLettersParts {
  readonly store: DeadLetterStore;
  /** A letter was pushed out by newer ones. */
  readonly onDropped: (letter: DeadLetter) => void;
}

export interface DeadLettersLimits {
  readonly lettersMax: number;
  readonly bytesMax: number;
}

interface Kept {
  readonly letter: DeadLetter;
  /** Its size on disk, nearly. */
  readonly bytes: number;
}

/**
 * What could not be delivered and never will be by itself: one letter for each group and integration, as a newer state
 * takes the place of an older one. At a bound the letter goes whose last failure is the longest ago.
 */
export class DeadLetters {
  /** By group and integration, the last failure last. */
  readonly #kept = new Map<string, Kept>();
  #bytes = 0;

  constructor(
    private readonly parts: DeadLettersParts,
    private readonly limits: DeadLettersLimits,
  ) {
    const letters = parts.store.load().toSorted((a, b) => a.failedAtMs - b.failedAtMs);
    for (const letter of letters) this.#keep(letter);
    this.#bound();
  }

  add(delivery: Delivery, { reason, error }: AttemptFailure, nowMs: number): DeadLetter {
    const known = this.#kept.get(deliveryKey(delivery))?.letter;
    const letter: DeadLetter = {
      id: known?.id ?? delivery.id,
      delivery,
      reason,
      error,
      sinceMs: known?.sinceMs ?? nowMs,
      failedAtMs: nowMs,
      failures: (known?.failures ?? 0) + 1,
    };
    this.#keep(letter);
    void this.parts.store.put(letter);
    this.#bound();
    return letter;
  }

  get(id: string): DeadLetter | undefined {
    for (const { letter } of this.#kept.values()) if (letter.id === id) return letter;
    return undefined;
  }

  /** The last failure last. */
  list(): readonly DeadLetter[] {
    return [...this.#kept.values()].map(({ letter }) => letter);
  }

  /** How many there are for each integration, by its name. */
  counts(): ReadonlyMap<string, { readonly integration: Delivery['integration']; readonly count: number }> {
    const counts = new Map<string, { integration: Delivery['integration']; count: number }>();
    for (const { letter } of this.#kept.values()) {
      const { integration } = letter.delivery;
      const name = integrationName(integration);
      counts.set(name, { integration, count: (counts.get(name)?.count ?? 0) + 1 });
    }
    return counts;
  }

  /** @returns whether there was one */
  remove(id: string): boolean {
    const letter = this.get(id);
    if (letter !== undefined) this.#forget(deliveryKey(letter.delivery));
    return letter !== undefined;
  }

  /** The integration knows the newest state of the group now. */
  told(delivery: Delivery): void {
    this.#forget(deliveryKey(delivery));
  }

  #keep(letter: DeadLetter): void {
    const key = deliveryKey(letter.delivery);
    this.#bytes -= this.#kept.get(key)?.bytes ?? 0;
    this.#kept.delete(key);
    const bytes = JSON.stringify(encodeDeadLetter(letter)).length;
    this.#kept.set(key, { letter, bytes });
    this.#bytes += bytes;
  }

  #forget(key: string): Kept | undefined {
    const kept = this.#kept.get(key);
    if (kept === undefined) return undefined;
    this.#kept.delete(key);
    this.#bytes -= kept.bytes;
    this.parts.store.remove(kept.letter.id);
    return kept;
  }

  #bound(): void {
    for (const [key, { letter }] of this.#kept) {
      if (this.#kept.size <= this.limits.lettersMax && this.#bytes <= this.limits.bytesMax) return;
      this.#forget(key);
      this.parts.onDropped(letter);
    }
  }
}
