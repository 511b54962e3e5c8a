import { compareBytes, type LabelSet } from '../labels/label-set.js';

/**
 * The order of alerts in notifications and in the API: by `job`, then `instance`, then fewer labels first, then label
 * by label (Alertmanager, alert.AlertSlice).
 */
export function compareAlerts(a: LabelSet, b: LabelSet): number {
  return compareLabel('job', a, b) || compareLabel('instance', a, b) || compareLabelSets(a, b);
}

/** Fewer labels first, then name by name: where one lacks a name it comes first, else the smaller value does. */
export function compareLabelSets(a: LabelSet, b: LabelSet): number {
  if (a.size !== b.size) return a.size - b.size;
  for (let i = 0; i < a.size; i++) {
    const nameA = a.names[i] ?? '';
    const nameB = b.names[i] ?? '';
    // The first name of both together that only one has: the set that lacks it comes first.
    const byName = compareBytes(nameB, nameA);
    if (byName !== 0) return byName;
    const byValue = compareBytes(a.values[i] ?? '', b.values[i] ?? '');
    if (byValue !== 0) return byValue;
  }
  return 0;
}

function compareLabel(name: string, a: LabelSet, b: LabelSet): number {
  const valueA = a.get(name);
  const valueB = b.get(name);
  if (valueA === valueB) return 0;
  if (valueA === undefined) return 1;
  if (valueB === undefined) return -1;
  return compareBytes(valueA, valueB);
}
