import type { Alert, ClusterStatus, Silence, Status } from '../client/models.js';

/** How what the API answers is printed. Each text ends with a line break. */
export interface Formatter {
  alerts(alerts: readonly Alert[]): string;
  silences(silences: readonly Silence[]): string;
  config(status: Status): string;
  cluster(status: ClusterStatus | null): string;
}

/** Prints a date as `--date.format` has it. */
export type FormatDate = (moment: Alert['startsAt']) => string;
