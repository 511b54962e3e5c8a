import { FlushLedger } from '../../grouping/flush-ledger.js';
import type { GroupTimer } from '../../grouping/group-timers.js';
import type { Logger } from '../../log/logger.js';
import type { Disk } from './disk.js';
import { keyOf } from './record.js';
import { type Codec, putOf, readTable, removalOf } from './table.js';
import type { Writer } from './writer.js';

const CODEC: Codec<GroupTimer, GroupTimer> = {
  table: 'timers',
  encode: (timer) => timer,
  decode: (timer) => timer,
};

/**
 * The timers of groups on disk: one process, so every group is its own. They are written behind, for nobody waits for
 * them. A crash that comes before it makes a flush happen again; the notification log knows what it told.
 */
export class EmbeddedFlushLedger extends FlushLedger {
  /** What the process before left, until it is taken. */
  #left: readonly GroupTimer[];
  /** The ids of the groups that are on disk. */
  readonly #known: Set<string>;

  constructor(
    disk: Disk,
    private readonly writer: Writer,
    logger: Logger,
  ) {
    super();
    this.#left = readTable(disk, CODEC, logger).map(({ value }) => value);
    this.#known = new Set(this.#left.map(({ groupId }) => groupId));
  }

  override load(): readonly GroupTimer[] {
    const left = this.#left;
    this.#left = [];
    return left;
  }

  override arm(timer: GroupTimer): void {
    this.#known.add(timer.groupId);
    this.writer.writeBehind([putOf(CODEC, keyOf(timer.groupId), timer)]);
  }

  override async claim(): Promise<boolean> {
    return true;
  }

  override async commit(timer: GroupTimer): Promise<void> {
    this.arm(timer);
  }

  override end(groupId: string): void {
    if (this.#known.delete(groupId)) this.writer.writeBehind([removalOf(CODEC, keyOf(groupId))]);
  }

  override retain(groupIds: ReadonlySet<string>): void {
    for (const groupId of this.#known) if (!groupIds.has(groupId)) this.end(groupId);
  }
}
