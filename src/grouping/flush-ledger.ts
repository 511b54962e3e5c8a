import type { GroupTimer } from './group-timers.js';

/** Decides which replica flushes a group, and remembers when each group is due, for the process that comes next. */
export abstract class FlushLedger {
  /** The timers that an earlier process left. Called once, before anything is armed. */
  abstract load(): readonly GroupTimer[];

  /**
   * A group has begun, and is due for the first time. It does not wait for the disk.
   *
   * @param isAnew its timeline begins here, whatever was known of it: after a reload that rebuilds groups
   */
  abstract arm(timer: GroupTimer, isAnew?: boolean): void;

  /**
   * Whether this replica may flush the group now. A claim is a lease: when this replica dies, another gets it.
   *
   * @param groupId internal id of the group
   * @param dueAtMs when the flush was due
   */
  abstract claim(groupId: string, dueAtMs: number): Promise<boolean>;

  /**
   * The claimed flush is done, and its deliveries are in the queue; the group is due again as the timer says. No alert
   * that is put after it is on disk before it is: a crash does not let the group tell of a later alert too early.
   */
  abstract commit(timer: GroupTimer): Promise<void>;

  /** The group is gone. */
  abstract end(groupId: string): void;

  /** Forgets the timers of all other groups: those of a route or an alert that is not there any more. */
  abstract retain(groupIds: ReadonlySet<string>): void;
}
