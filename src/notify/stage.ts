import type { FlushedAlert } from './delivery.js';
import type { Flush } from './flush.js';

/** Why an alert was not told. */
export type DropReason =
  | { readonly kind: 'inhibited'; readonly rule: string; readonly source: string }
  | { readonly kind: 'outside active time'; readonly intervals: readonly string[] }
  | { readonly kind: 'in mute time'; readonly intervals: readonly string[] }
  | { readonly kind: 'silenced'; readonly silences: readonly string[] };

export interface DroppedAlert {
  readonly alert: FlushedAlert;
  readonly reason: DropReason;
}

export interface StageResult {
  readonly kept: readonly FlushedAlert[];
  readonly dropped: readonly DroppedAlert[];
}

/** A step of the notification pipeline: takes alerts and returns alerts, and the reason for each that it drops. */
export interface Stage {
  run(flush: Flush, alerts: readonly FlushedAlert[]): StageResult;
}

export function keepAll(alerts: readonly FlushedAlert[]): StageResult {
  return { kept: alerts, dropped: [] };
}

export function dropAll(alerts: readonly FlushedAlert[], reason: DropReason): StageResult {
  return { kept: [], dropped: alerts.map((alert) => ({ alert, reason })) };
}

/** Asks for each alert on its own whether there is a reason to drop it. */
export function dropEach(
  alerts: readonly FlushedAlert[],
  reasonFor: (alert: FlushedAlert) => DropReason | undefined,
): StageResult {
  const kept: FlushedAlert[] = [];
  const dropped: DroppedAlert[] = [];
  for (const alert of alerts) {
    const reason = reasonFor(alert);
    if (reason === undefined) kept.push(alert);
    else dropped.push({ alert, reason });
  }
  return { kept, dropped };
}
