import type { Logger } from '../../log/logger.js';
import type { DeadLetter } from '../../notify/dead-letter.js';
import { decodeDeadLetter, encodeDeadLetter, type StoredDeadLetter } from '../../notify/dead-letter-codec.js';
import { DeadLetterStore } from '../../notify/dead-letter-store.js';
import type { Disk } from './disk.js';
import { keyOf } from './record.js';
import { type Codec, putOf, readTable, removalOf } from './table.js';
import type { Writer } from './writer.js';

const CODEC: Codec<DeadLetter, StoredDeadLetter> = {
  table: 'deadletters',
  encode: encodeDeadLetter,
  decode: decodeDeadLetter,
};

/** Dead letters on disk, under their ids. */
export class EmbeddedDeadLetterStore extends DeadLetterStore {
  constructor(
    private readonly disk: Disk,
    private readonly writer: Writer,
    private readonly logger: Logger,
  ) {
    super();
  }

  override load(): readonly DeadLetter[] {
    return readTable(this.disk, CODEC, this.logger).map(({ value }) => value);
  }

  override put(letter: DeadLetter): Promise<void> {
    return this.writer.write([putOf(CODEC, keyOf(letter.id), letter)]);
  }

  override remove(id: string): void {
    void this.writer.write([removalOf(CODEC, keyOf(id))]);
  }
}
