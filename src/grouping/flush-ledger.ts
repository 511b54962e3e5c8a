/** Decides which replica flushes a group, and when. */
export abstract class FlushLedger {
  /**
   * Whether this replica may flush the group now. A claim is a lease: when this replica dies, another gets it.
   *
   * @param groupId internal id of the group
   * @param dueAtMs when the flush was due
   */
  abstract claim(groupId: string, dueAtMs: number): Promise<boolean>;

  /** The claimed flush is done; the group is due again at `nextDueMs`, or undefined when the group is gone. */
  abstract commit(groupId: string, nextDueMs: number | undefined): Promise<void>;
}

/** One process: every group is its own. */
export class SoleFlushLedger extends FlushLedger {
  override async claim(): Promise<boolean> {
    return true;
  }

  override async commit(): Promise<void> {}
}
