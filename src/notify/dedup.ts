import type { NotificationLogEntry } from '../nflog/notification-log.js';
import type { NotificationReason } from './delivery.js';

/** Whether to send, and why; `none` says that the integration knows it all already. */
export type DedupVerdict =
  | { readonly send: true; readonly reason: NotificationReason }
  | { readonly send: false; readonly reason: 'none' };

export interface DedupQuestion {
  /** What this integration was last told about the group. */
  readonly entry: NotificationLogEntry | undefined;
  /** Alert hashes. */
  readonly firing: readonly string[];
  readonly resolved: readonly string[];
  /** Those that fire and were told before, but are muted now; with strict muting alone. */
  readonly muted: readonly string[];
  /** Of the resolved ones, those that this integration could not be told of while they fired. */
  readonly owed: readonly string[];
  readonly sendResolved: boolean;
  readonly flushedAtMs: number;
  readonly repeatIntervalMs: number;
}

const NONE: DedupVerdict = { send: false, reason: 'none' };

/**
 * Alertmanager's nine rules, the first that holds decides (notify.DedupStage.needsUpdate). Known surprises are kept:
 * with `send_resolved: false` an alert that stops firing stays in the log as firing until the next message. What is
 * muted is Tocsin's own: it is never news; and so is what is owed: that is told, whatever the rules say.
 */
export function dedup(question: DedupQuestion): DedupVerdict {
  const { owed, firing, muted } = question;
  const verdict = needsUpdate(question);
  if (verdict.send || owed.length === 0) return verdict;
  return send(firing.length + muted.length === 0 ? 'all alerts resolved' : 'some alerts resolved');
}

function needsUpdate({
  entry,
  firing,
  resolved,
  muted,
  sendResolved,
  flushedAtMs,
  repeatIntervalMs,
}: DedupQuestion): DedupVerdict {
  if (entry === undefined) return firing.length > 0 ? send('first notification') : NONE;

  // Of one that was muted since it was told, people have to hear again.
  const told = entry.muted.length === 0 ? entry.firing : entry.firing.filter((hash) => !entry.muted.includes(hash));
  if (!contains(told, firing)) {
    return send(entry.firing.length === 0 ? 'first notification' : 'new alerts added');
  }
  if (firing.length + muted.length === 0) return entry.firing.length > 0 ? send('all alerts resolved') : NONE;
  if (sendResolved && !contains(entry.resolved, resolved)) return send('some alerts resolved');
  if (firing.length > 0 && entry.sentAtMs < flushedAtMs - repeatIntervalMs) return send('repeat interval elapsed');
  return NONE;
}

function send(reason: NotificationReason): DedupVerdict {
  return { send: true, reason };
}

function contains(all: readonly string[], some: readonly string[]): boolean {
  if (some.length === 0) return true;
  const known = new Set(all);
  return some.every((hash) => known.has(hash));
}
