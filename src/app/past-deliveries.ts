import type { DeliveryLog } from '../deliveries/delivery-log.js';
import type { DeliveryRecord } from '../deliveries/delivery-record.js';
import type { DeliveryFacts } from '../explain/facts.js';
import type { HistoryStore } from '../history/history-store.js';
import type { DeliveryQueue } from '../notify/delivery-queue.js';

export interface PastDeliveriesParts {
  readonly log: Pick<DeliveryLog, 'list'>;
  readonly queue: Pick<DeliveryQueue, 'list'>;
  readonly history: Pick<HistoryStore, 'list'>;
}

export interface DeliveriesQuestion {
  readonly groupId: string;
  readonly fingerprint: string;
  /** Since the alert fires. */
  readonly sinceMs: number;
  readonly atMs: number;
}

/** Deliveries of a group that are looked at; the newest count. */
const LOOKED_AT = 100;

/** The newest delivery of each integration that tells of an alert, as it stood at a moment. */
export async function deliveriesAt(
  { groupId, fingerprint, sinceMs, atMs }: DeliveriesQuestion,
  { log, queue, history }: PastDeliveriesParts,
): Promise<ReadonlyMap<string, DeliveryFacts>> {
  const live = await log.list({ states: ['waiting', 'running'], group: groupId, limit: LOOKED_AT });
  const about = { about: groupId, limit: LOOKED_AT };
  const before = await history.list('deliveries', { ...about, fromMs: sinceMs, toMs: atMs, newestFirst: true });
  // They had begun, and had not ended.
  const after = await history.list('deliveries', { ...about, fromMs: atMs + 1 });
  const ended = [...before.items, ...after.items].map(({ value }) => value as DeliveryRecord);
  const dueMs = new Map(queue.list().map(({ delivery, dueAtMs }) => [delivery.id, dueAtMs]));
  const newest = new Map<string, DeliveryRecord>();
  for (const record of [...live.items, ...ended]) {
    if (record.queuedAtMs > atMs || record.queuedAtMs < sinceMs || !tellsOf(record, fingerprint)) continue;
    const known = newest.get(record.integration);
    if (known === undefined || known.queuedAtMs < record.queuedAtMs) newest.set(record.integration, record);
  }
  return new Map([...newest].map(([name, record]) => [name, factsAt(record, atMs, dueMs.get(record.id))]));
}

function tellsOf({ alerts, firing, resolved }: DeliveryRecord, fingerprint: string): boolean {
  return alerts.some((alert) => alert.fingerprint === fingerprint) || alerts.length < firing + resolved;
}

function factsAt(record: DeliveryRecord, atMs: number, dueMs: number | undefined): DeliveryFacts {
  const { id, reason, queuedAtMs, endedAtMs } = record;
  const isOpen = endedAtMs === undefined || endedAtMs > atMs;
  const attempts = record.attempts.filter((attempt) => attempt.atMs <= atMs);
  const isNow = isOpen && endedAtMs === undefined;
  const last = attempts.at(-1);
  const isLimited = last?.status === 429 && dueMs !== undefined;
  return {
    id,
    state: isOpen && record.state !== 'running' ? 'waiting' : record.state,
    reason,
    queuedAtMs,
    attemptCount: attempts.length === record.attempts.length ? record.attemptCount : attempts.length,
    attempts: attempts.map(({ atMs: beganMs, seconds, status, outcome, error }) => ({
      atMs: beganMs,
      seconds,
      status,
      outcome,
      error,
    })),
    nextAttemptMs: isNow ? dueMs : undefined,
    rateLimitedUntilMs: isLimited ? dueMs : undefined,
  };
}
