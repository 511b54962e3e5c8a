import type { Logger } from '../../log/logger.js';
import type { Silence } from '../../silences/silence.js';
import { decodeSilence, encodeSilence, type StoredSilence } from '../../silences/silence-codec.js';
import { SilenceStore } from '../../silences/silence-store.js';
import type { Disk } from './disk.js';
import { keyOf } from './record.js';
import { type Codec, putOf, readTable, removalOf } from './table.js';
import type { Writer } from './writer.js';

/** A silence with its place in the order in which silences were first written. */
interface Placed {
  readonly order: number;
  readonly silence: Silence;
}

const CODEC: Codec<Placed, { readonly order: number; readonly silence: StoredSilence }> = {
  table: 'silences',
  encode: ({ order, silence }) => ({ order, silence: encodeSilence(silence) }),
  decode: ({ order, silence }) => ({ order, silence: decodeSilence(silence) }),
};

/** Silences on disk. Nobody else writes them, so there is never a change to tell of. */
export class EmbeddedSilenceStore extends SilenceStore {
  /** In the order of first writing. */
  readonly #silences = new Map<string, Placed>();
  #made = 0;

  constructor(
    disk: Disk,
    private readonly writer: Writer,
    logger: Logger,
  ) {
    super();
    const placed = readTable(disk, CODEC, logger).map(({ value }) => value);
    for (const each of placed.toSorted((a, b) => a.order - b.order)) {
      this.#silences.set(each.silence.id, each);
      this.#made = each.order + 1;
    }
  }

  override async load(): Promise<readonly Silence[]> {
    return [...this.#silences.values()].map(({ silence }) => silence);
  }

  override async put(silences: readonly Silence[]): Promise<void> {
    const placed = silences.map((silence) => ({
      order: this.#silences.get(silence.id)?.order ?? this.#made++,
      silence,
    }));
    await this.writer.writeOrFail(placed.map((each) => putOf(CODEC, keyOf(each.silence.id), each)));
    for (const each of placed) this.#silences.set(each.silence.id, each);
  }

  override async remove(ids: readonly string[]): Promise<void> {
    await this.writer.writeOrFail(ids.map((id) => removalOf(CODEC, keyOf(id))));
    for (const id of ids) this.#silences.delete(id);
  }

  override subscribe(): () => void {
    return () => {};
  }
}
