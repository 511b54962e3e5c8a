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
  const byIntegration = new Map<string, DeliveryRecord[]>();
  for (const record of [...live.items, ...ended].toSorted((a, b) => a.queuedAtMs - b.queuedAtMs)) {
    if (record.queuedAtMs > atMs || record.queuedAtMs < sinceMs || !tellsOf(record, fingerprint)) continue;
    byIntegration.set(record.integration, [...(byIntegration.get(record.integration) ?? []), record]);
  }
  const facts = new Map<string, DeliveryFacts>();
  for (const [name, records] of byIntegration) {
    const newest = records.at(-1);
    if (newest !== undefined) facts.set(name, factsAt(newest, inVain(records), atMs, dueMs.get(newest.id)));
  }
  return facts;
}

/** What came before the newest, and did not arrive: the newest goes on where they ended. */
function inVain(records: readonly DeliveryRecord[]): readonly DeliveryRecord[] {
  const before = records.slice(0, -1);
  const arrived = before.findLastIndex(({ state }) => !IN_VAIN.has(state));
  return before.slice(arrived + 1);
}

const IN_VAIN: ReadonlySet<DeliveryRecord['state']> = new Set(['superseded', 'failed']);

/** Attempts that are told of: the first, and the last ones. */
const ATTEMPTS_MAX = 5;

function tellsOf({ alerts, firing, resolved }: DeliveryRecord, fingerprint: string): boolean {
  return alerts.some((alert) => alert.fingerprint === fingerprint) || alerts.length < firing + resolved;
}

function factsAt(
  record: DeliveryRecord,
  before: readonly DeliveryRecord[],
  atMs: number,
  dueMs: number | undefined,
): DeliveryFacts {
  const { id, reason, queuedAtMs, endedAtMs } = record;
  const isOpen = endedAtMs === undefined || endedAtMs > atMs;
  const kept = [...before, record].flatMap((each) => each.attempts);
  const attempts = kept.filter((attempt) => attempt.atMs <= atMs);
  const missing = [...before, record].reduce((sum, { attemptCount }) => sum + attemptCount, 0) - kept.length;
  const isNow = isOpen && endedAtMs === undefined;
  const last = attempts.at(-1);
  const isLimited = last?.status === 429 && dueMs !== undefined;
  return {
    id,
    state: isOpen && record.state !== 'running' ? 'waiting' : record.state,
    reason,
    queuedAtMs,
    attemptCount: attempts.length + (attempts.length === kept.length ? missing : 0),
    attempts: [...attempts.slice(0, 1), ...attempts.slice(1).slice(-ATTEMPTS_MAX)].map(
      ({ atMs: beganMs, seconds, status, outcome, error }) => ({
        atMs: beganMs,
        seconds,
        status,
        outcome,
        error,
      }),
    ),
    nextAttemptMs: isNow ? dueMs : undefined,
    rateLimitedUntilMs: isLimited ? dueMs : undefined,
  };
}
