import type { DeadLetter } from '../../notify/dead-letter.js';
import { decodeDeadLetter, encodeDeadLetter, type StoredDeadLetter } from '../../notify/dead-letter-codec.js';
import { DeadLetterStore } from '../../notify/dead-letter-store.js';
import type { ReplicatedTable, TableKind } from './replicated-table.js';

export const DEAD_LETTERS: TableKind<DeadLetter, StoredDeadLetter> = {
  name: 'dead-letters',
  encode: encodeDeadLetter,
  decode: decodeDeadLetter,
  merge: (shared, own) => (own.failedAtMs > shared.failedAtMs ? own : shared),
  isNews: (shared, own) => own.failedAtMs >= shared.failedAtMs,
  // They are kept until somebody replays or drops them, or there are too many.
  isOver: () => false,
  followsRemovals: true,
};

/** The dead letters that replicas share: what one refused can be replayed by any. */
export class RedisDeadLetterStore extends DeadLetterStore {
  constructor(private readonly table: ReplicatedTable<DeadLetter, StoredDeadLetter>) {
    super();
  }

  override load(): readonly DeadLetter[] {
    return Array.from(this.table.entries(), ([, letter]) => letter);
  }

  override async put(letter: DeadLetter): Promise<void> {
    this.table.put(letter.id, letter);
    await this.table.send();
  }

  override remove(id: string): void {
    this.table.remove(id);
    void this.table.send();
  }
}
