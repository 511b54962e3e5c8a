import type { FlushedAlert } from './delivery.js';

/** Values of the label `severity`, the most urgent first; those of one rank are as urgent as each other. */
export type Severities = readonly (readonly string[])[];

/** `deliveries.severities` of tocsin.yml. */
export const SEVERITIES: Severities = [['critical', 'page'], ['error'], ['warning'], ['info'], ['none']];

/**
 * How urgent it is to tell of these alerts: the rank of the most severe one that fires, 0 for the first. A severity that
 * is not in the list, or none, ranks as the last of it; a message that tells of ends alone ranks behind all.
 */
export function urgencyOf(alerts: readonly FlushedAlert[], severities: Severities): number {
  const last = Math.max(severities.length - 1, 0);
  const ranks = alerts
    .filter(({ resolved }) => !resolved)
    .map(({ alert }) => {
      const rank = severities.findIndex((names) => names.includes(alert.labels.get('severity') ?? ''));
      return rank === -1 ? last : rank;
    });
  return ranks.reduce((a, b) => Math.min(a, b), last + 1);
}
