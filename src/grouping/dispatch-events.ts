import type { Alert } from '../alerts/alert.js';
import type { Flush } from '../notify/flush.js';
import type { AggregationGroup } from './aggregation-group.js';

/** Who keeps a record of what happens to groups; absent where nobody does. */
export interface DispatchEvents {
  /** The group has an alert that it did not have before. */
  grouped(alert: Alert, group: AggregationGroup): void;
  /** A flush begins. */
  flushing(flush: Flush, group: AggregationGroup): void;
  /** @param isDone everybody knows: the resolved alerts of the flush leave the group */
  settled(flush: Flush, isDone: boolean): void;
}
