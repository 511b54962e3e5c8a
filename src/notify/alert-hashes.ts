import { alertHash } from '../labels/alert-hash.js';
import type { FlushedAlert } from './delivery.js';

/**
 * The notification-log hashes of the alerts, split by whether they had ended when the group was flushed, and whether
 * those that fire are muted.
 */
export function hashes(alerts: readonly FlushedAlert[]): { firing: string[]; resolved: string[]; muted: string[] } {
  const of = (isWanted: (alert: FlushedAlert) => boolean) =>
    alerts.filter(isWanted).map(({ alert }) => alertHash(alert.labels));
  return {
    firing: of(({ resolved, muted }) => !resolved && !muted),
    resolved: of(({ resolved }) => resolved),
    muted: of(({ resolved, muted }) => !resolved && muted),
  };
}
