import type { IntervalTable } from '../timeinterval/interval-table.js';
import type { FlushedAlert } from './delivery.js';
import type { Flush } from './flush.js';
import { dropAll, keepAll, type Stage, type StageResult } from './stage.js';

/** Drops everything while none of the route's active time intervals contains the flush. */
export class ActiveTimeStage implements Stage {
  constructor(private readonly intervals: IntervalTable) {}

  run(flush: Flush, alerts: readonly FlushedAlert[]): StageResult {
    const names = flush.route.activeTimeIntervals;
    if (names.length === 0 || this.intervals.matching(names, flush.nowMs).length > 0) return keepAll(alerts);
    return dropAll(alerts, { kind: 'outside active time', intervals: names });
  }
}
