import type { LabelSet } from '../labels/label-set.js';
import type { Route } from '../routing/route.js';
import type { FlushedAlert } from './delivery.js';

/** One look at one group: everything that the stages and the deliveries made from it need. Immutable. */
export interface Flush {
  readonly id: string;
  /** The one `now` of the whole flush, milliseconds since the epoch. */
  readonly nowMs: number;
  /** Internal and unique for each route and group labels. */
  readonly groupId: string;
  readonly groupKey: string;
  readonly groupLabels: LabelSet;
  readonly route: Route;
  /** In Alertmanager's order. */
  readonly alerts: readonly FlushedAlert[];
}
