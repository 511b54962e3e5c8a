import type { Clock } from '../../clock/clock.js';
import type { Silence } from '../../silences/silence.js';
import { decodeSilence, encodeSilence, type StoredSilence } from '../../silences/silence-codec.js';
import { type SilenceChange, SilenceStore } from '../../silences/silence-store.js';
import { supersedes } from '../../silences/supersedes.js';
import type { LocalCopy } from './local-copy.js';
import type { ReplicatedTable, TableKind } from './replicated-table.js';

/** A silence with its place in the order in which silences were first written: microseconds since the epoch. */
export interface PlacedSilence {
  readonly order: number;
  readonly silence: Silence;
}

export interface StoredPlacedSilence {
  readonly order: number;
  readonly silence: StoredSilence;
}

export const SILENCES: TableKind<PlacedSilence, StoredPlacedSilence> = {
  name: 'silences',
  encode: ({ order, silence }) => ({ order, silence: encodeSilence(silence) }),
  decode: ({ order, silence }) => ({ order, silence: decodeSilence(silence) }),
  merge: (shared, own) => ({
    order: Math.min(shared.order, own.order),
    silence: supersedes(own.silence, shared.silence) ? own.silence : shared.silence,
  }),
  isNews: () => true,
  isOver: ({ silence }, nowMs) => silence.expiresAtMs <= nowMs,
  followsRemovals: true,
};

/** The silences that replicas share. While Redis is away they are in memory, and told to the others once it is back. */
export class RedisSilenceStore extends SilenceStore {
  #lastOrder = 0;

  constructor(
    private readonly table: ReplicatedTable<PlacedSilence, StoredPlacedSilence>,
    private readonly clock: Clock,
    private readonly copy?: LocalCopy['silences'],
  ) {
    super();
    this.subscribe((change) => {
      if (change.kind === 'put') void this.#copied((to) => to.put([change.silence]));
      else void this.#copied((to) => to.remove([change.id]));
    });
  }

  override async load(): Promise<readonly Silence[]> {
    const placed = Array.from(this.table.entries(), ([, value]) => value);
    return placed.toSorted((a, b) => a.order - b.order).map(({ silence }) => silence);
  }

  override async put(silences: readonly Silence[]): Promise<void> {
    for (const silence of silences) {
      const order = this.table.get(silence.id)?.order ?? this.#nextOrder();
      this.table.put(silence.id, { order, silence });
    }
    await Promise.all([this.table.send(), this.#copied((to) => to.put(silences))]);
  }

  override async remove(ids: readonly string[]): Promise<void> {
    for (const id of ids) this.table.remove(id);
    await Promise.all([this.table.send(), this.#copied((to) => to.remove(ids))]);
  }

  override subscribe(listener: (change: SilenceChange) => void): () => void {
    return this.table.subscribe((change) => {
      if (change.kind === 'put') listener({ kind: 'put', silence: change.value.silence });
      else listener({ kind: 'removed', id: change.key });
    });
  }

  /** A disk that is full is told of by its own metric, and keeps nobody from muting: the others have the silence. */
  async #copied(change: (to: LocalCopy['silences']) => Promise<void>): Promise<void> {
    if (this.copy !== undefined) await change(this.copy).catch(() => {});
  }

  #nextOrder(): number {
    this.#lastOrder = Math.max(this.clock.now() * 1000, this.#lastOrder + 1);
    return this.#lastOrder;
  }
}
