import type { GroupSummary, Labels } from '../api/types';

/** What a group is called: its alert, and what is said of all its alerts. */
export function titleOf({
  labels,
  commonLabels,
  commonAnnotations,
}: Pick<GroupSummary, 'labels' | 'commonLabels' | 'commonAnnotations'>): string {
  const name = commonLabels['alertname'] ?? labels['alertname'];
  const summary = commonAnnotations['summary'] ?? commonAnnotations['message'] ?? commonAnnotations['description'];
  return [name, summary].filter((part) => part !== undefined).join(': ') || 'All alerts';
}

/** An alert in one line: what is said of it, or what sets it apart from its neighbours. */
export function alertTitle(labels: Labels, annotations: Labels): string {
  return annotations['summary'] ?? annotations['message'] ?? labels['alertname'] ?? 'An alert without a name';
}
