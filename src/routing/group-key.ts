import type { LabelSet } from '../labels/label-set.js';
import { printLabels } from '../labels/print.js';
import type { Route } from './route.js';

/** `<route key>:<label set>`, as Alertmanager writes it into webhooks. Not unique: sibling routes may share a key. */
export function groupKey(route: Route, groupLabels: LabelSet): string {
  return `${route.key}:${printLabels(groupLabels)}`;
}
