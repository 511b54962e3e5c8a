import { type RecordedFlush, recordedFlushOf } from '../history/flush-entry.js';
import type { HistoryStore } from '../history/history-store.js';

export interface FoundFlushes {
  /** The last one that has looked at the alert. */
  readonly flush: RecordedFlush | undefined;
  /** When the group was flushed last, whatever was in it. */
  readonly flushedAtMs: number | undefined;
}

/** Flushes of a group that are looked at for one that has looked at the alert. */
const LOOKED_AT = 20;

/**
 * The last flushes of a group up to a moment.
 *
 * @param sinceMs since the alert fires: earlier ones have looked at another life of it
 */
export async function flushesAt(
  history: Pick<HistoryStore, 'list'>,
  { groupId, fingerprint, sinceMs, atMs }: { groupId: string; fingerprint: string; sinceMs: number; atMs: number },
): Promise<FoundFlushes> {
  const query = { about: groupId, toMs: atMs, newestFirst: true, limit: LOOKED_AT };
  const { items } = await history.list('flushes', query);
  const flushes = items.map(recordedFlushOf);
  const found = flushes.find((each) => each.lastAtMs >= sinceMs && looksAt(each, fingerprint));
  const [newest] = flushes;
  return {
    // How many of those that decided alike had been by then is not kept.
    flush: found && (found.lastAtMs > atMs ? { ...found, lastAtMs: found.atMs, count: 1 } : found),
    flushedAtMs: newest && Math.min(newest.lastAtMs, atMs),
  };
}

/** A record names the first of many alerts: it may have looked at one that it does not name. */
function looksAt({ firing, resolved, counts }: RecordedFlush, fingerprint: string): boolean {
  const isNamed = firing.includes(fingerprint) || resolved.includes(fingerprint);
  return isNamed || firing.length + resolved.length < counts.firing + counts.resolved;
}
