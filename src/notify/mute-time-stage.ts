import type { IntervalTable } from '../timeinterval/interval-table.js';
import type { FlushedAlert } from './delivery.js';
import type { Flush } from './flush.js';
import { dropAll, keepAll, type Stage, type StageResult } from './stage.js';

/** Drops everything while any of the route's mute time intervals contains the flush. */
export class MuteTimeStage implements Stage {
  constructor(private readonly intervals: IntervalTable) {}

  run(flush: Flush, alerts: readonly FlushedAlert[]): StageResult {
    const intervals = this.intervals.matching(flush.route.muteTimeIntervals, flush.nowMs);
    return intervals.length === 0 ? keepAll(alerts) : dropAll(alerts, { kind: 'in mute time', intervals });
  }
}
