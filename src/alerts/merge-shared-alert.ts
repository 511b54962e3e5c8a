import { compareTimestamps } from '../clock/timestamp.js';
import type { Alert } from './alert.js';
import { mergeAlert } from './merge-alert.js';

/**
 * What holds of two states of an alert that replicas have, whichever of them is looked at first: as `mergeAlert` does
 * with the one that was heard of later, at the moment it was heard of. Of two of the same moment, the one that ends
 * later came later: rather a page too many.
 */
export function mergeSharedAlert(a: Alert, b: Alert): Alert {
  const order =
    compareTimestamps(a.updatedAt, b.updatedAt) ||
    compareTimestamps(a.endsAt, b.endsAt) ||
    compareTimestamps(a.startsAt, b.startsAt) ||
    compareTexts(a, b);
  const [older, younger] = order <= 0 ? [a, b] : [b, a];
  return mergeAlert(older, younger, younger.updatedAt.ms);
}

function compareTexts(a: Alert, b: Alert): number {
  const textOf = ({ annotations, generatorURL, timeout }: Alert) =>
    JSON.stringify([[...annotations], generatorURL, timeout]);
  const [left, right] = [textOf(a), textOf(b)];
  return left < right ? -1 : Number(left > right);
}
