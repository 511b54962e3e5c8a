import { alertHash } from '../labels/alert-hash.js';
import type { NotificationLogEntry } from '../nflog/notification-log.js';
import type { FlushedAlert } from './delivery.js';

/**
 * What muting does to an alert that people were told of.
 * - compatible: as in Alertmanager, it is out of the group's messages, and so is its end
 * - strict: it is no news, but what was told holds: its end is told, messages go on to list it as firing while it fires,
 *   and when it is no longer muted it is told again
 */
export type Muting = 'compatible' | 'strict';

/** What an integration is told of with strict muting: what is not muted, and what it was told before. */
export function withToldBefore(
  all: readonly FlushedAlert[],
  kept: readonly FlushedAlert[],
  entry: NotificationLogEntry | undefined,
): readonly FlushedAlert[] {
  if (entry === undefined || kept.length === all.length) return kept;
  const isKept = new Set(kept);
  const told = new Set(entry.firing);
  return all.flatMap((alert) => {
    if (isKept.has(alert)) return [alert];
    return told.has(alertHash(alert.alert.labels)) ? [{ ...alert, muted: true }] : [];
  });
}

/** @returns all alerts of the entry that have been muted since, where there are new ones; undefined where not */
export function newlyMuted(entry: NotificationLogEntry, alerts: readonly FlushedAlert[]): string[] | undefined {
  const known = new Set(entry.muted);
  const hashes = alerts.filter(({ muted, resolved }) => muted && !resolved).map(({ alert }) => alertHash(alert.labels));
  const added = hashes.filter((hash) => !known.has(hash));
  return added.length === 0 ? undefined : [...entry.muted, ...added];
}
