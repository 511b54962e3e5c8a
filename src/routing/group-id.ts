import type { LabelSet } from '../labels/label-set.js';
import type { Route } from './route.js';

/** Unique in the routing tree; the group key is not, as sibling routes may have equal matchers. */
export function groupId(route: Route, groupLabels: LabelSet): string {
  return `${route.id}:${groupLabels.fingerprint}`;
}
