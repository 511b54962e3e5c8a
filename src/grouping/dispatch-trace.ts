import type { Alert } from '../alerts/alert.js';
import type { Route } from '../routing/route.js';
import type { AggregationGroup } from './aggregation-group.js';

/** Who follows alerts on their way into groups; absent where nobody does. Each method runs its last argument once. */
export interface DispatchTrace {
  route(alert: Alert, run: () => void): void;
  group(alert: Alert, route: Route, run: () => void): void;
  insert(alert: Alert, group: AggregationGroup, run: () => void): void;
}
