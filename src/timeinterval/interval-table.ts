import { contains } from './contains.js';
import type { TimeInterval } from './time-interval.js';

/** The time intervals of a configuration, by name. */
export class IntervalTable {
  constructor(private readonly intervals: ReadonlyMap<string, readonly TimeInterval[]>) {}

  /**
   * Which of the names hold at a moment. A name comes once for each of its intervals that holds (as in Alertmanager).
   *
   * @throws {Error} for a name that the configuration does not define
   */
  matching(names: readonly string[], atMs: number): string[] {
    return names.flatMap((name) => {
      const intervals = this.intervals.get(name);
      if (intervals === undefined) throw new Error(`time interval ${name} doesn't exist in config`);
      return intervals.filter((interval) => contains(interval, atMs)).map(() => name);
    });
  }
}
