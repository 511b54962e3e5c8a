import type { Disk } from './disk.js';
import { seal, unseal } from './record.js';
import type { Writer } from './writer.js';

const PLACE = { table: 'life', key: 'last' } as const;

/** Tells one process when the one before it was last there. */
export class SignOfLife {
  /** Of the process before, milliseconds since the epoch; undefined in a new store. */
  readonly lastMs: number | undefined;

  constructor(
    disk: Disk,
    private readonly writer: Writer,
  ) {
    this.lastMs = lastOf(disk);
  }

  beat(nowMs: number): void {
    void this.writer.write([{ ...PLACE, record: seal(PLACE, nowMs) }]);
  }
}

function lastOf(disk: Disk): number | undefined {
  for (const { record } of disk.read(PLACE.table)) {
    try {
      const last = unseal(PLACE, record);
      if (typeof last === 'number') return last;
    } catch {
      // Without a sign of life every end counts, as in a new store.
    }
  }
  return undefined;
}
