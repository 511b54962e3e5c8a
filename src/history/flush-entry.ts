import type { DedupVerdict } from '../notify/dedup.js';
import type { Settlement } from '../notify/delivery-queue.js';
import type { FlushRecord } from '../notify/flush-record.js';
import type { HistoryRecord } from './history-store.js';
import { type Describe, type MuteCause, muteKey } from './mute-cause.js';
import type { RoutePath } from './route-path.js';

/** What a flush decided, in a form that is read after a reload and a restart: a decision record. */
export interface FlushEntry {
  readonly groupId: string;
  readonly groupKey: string;
  readonly groupLabels: Readonly<Record<string, string>>;
  readonly receiver: string;
  readonly route: RoutePath;
  /** Fingerprints, the first of so many; those that are muted are among them. */
  readonly firing: readonly string[];
  readonly resolved: readonly string[];
  readonly counts: { readonly firing: number; readonly resolved: number; readonly muted: number };
  readonly muted: readonly { readonly by: MuteCause; readonly fingerprints: readonly string[] }[];
  /** Empty where the receiver has no integration. */
  readonly decisions: readonly FlushDecision[];
  /** How many flushes in a row decided this; the record's own time is that of the first. */
  readonly count: number;
  /** When the last of them was, milliseconds since the epoch. */
  readonly lastAtMs: number;
}

export interface FlushDecision {
  /** `slack[0]` */
  readonly integration: string;
  readonly send: boolean;
  /** Of a message; and why there is none. */
  readonly reason: Exclude<DedupVerdict['reason'], 'none'> | 'everything is muted' | 'nothing new' | 'it is over';
  readonly deliveryId?: string;
  /** How the delivery ended, once that is known. */
  readonly settlement?: Settlement;
}

export interface RecordedFlush extends FlushEntry {
  readonly id: string;
  readonly atMs: number;
}

/** Fingerprints that a list of a record names. */
const NAMED_MAX = 1_000;

export function flushEntryOf(record: FlushRecord, route: RoutePath, describe: Describe): FlushEntry {
  const { groupId, groupKey, groupLabels, receiver, firing, resolved, dropped } = record;
  return {
    groupId,
    groupKey,
    groupLabels: groupLabels.toJSON(),
    receiver,
    route,
    firing: firing.slice(0, NAMED_MAX),
    resolved: resolved.slice(0, NAMED_MAX),
    counts: { firing: firing.length, resolved: resolved.length, muted: dropped.length },
    muted: mutedOf(record, describe),
    decisions: record.decisions.map((decision) => decisionOf(record, decision)),
    count: 1,
    lastAtMs: record.atMs,
  };
}

export function recordedFlushOf({ id, atMs, value }: HistoryRecord): RecordedFlush {
  return { ...(value as FlushEntry), id, atMs };
}

/** Whether two flushes of a group decided the same. */
export function isSameDecision(a: FlushEntry, b: FlushEntry): boolean {
  return !a.decisions.some(({ send }) => send) && signatureOf(a) === signatureOf(b);
}

function signatureOf({ count: _, lastAtMs: __, ...decided }: FlushEntry): string {
  return JSON.stringify(decided);
}

function mutedOf({ dropped, atMs }: FlushRecord, describe: Describe): FlushEntry['muted'] {
  const causes = new Map<string, { by: MuteCause; fingerprints: string[] }>();
  for (const { fingerprint, reason } of dropped.slice(0, NAMED_MAX)) {
    const key = muteKey(reason);
    const known = causes.get(key);
    if (known !== undefined) known.fingerprints.push(fingerprint);
    else causes.set(key, { by: describe(reason, fingerprint, atMs), fingerprints: [fingerprint] });
  }
  return [...causes.values()];
}

function decisionOf(
  { flushId, kept }: FlushRecord,
  { integration: { type, index }, verdict, settlement }: FlushRecord['decisions'][number],
): FlushDecision {
  const integration = `${type}[${index}]`;
  const ended = settlement === undefined ? {} : { settlement };
  if (verdict.send) {
    return { integration, send: true, reason: verdict.reason, deliveryId: `${flushId}-${type}-${index}`, ...ended };
  }
  if (kept.length === 0) return { integration, send: false, reason: 'everything is muted' };
  const isOver = kept.every(({ resolved }) => resolved);
  return { integration, send: false, reason: isOver ? 'it is over' : 'nothing new', ...ended };
}
