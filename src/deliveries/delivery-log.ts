import type { Clock } from '../clock/clock.js';
import type { HistoryStore } from '../history/history-store.js';
import { type IntegrationKey, integrationName } from '../nflog/notification-log.js';
import type { Delivery } from '../notify/delivery.js';
import type { AttemptReport } from '../notify/delivery-fates.js';
import type { DeliveryNews, DeliveryWatch } from '../notify/delivery-watch.js';
import { AttemptList } from './attempt-list.js';
import { type DeliveryPosition, type DeliveryQuery, listDeliveries } from './delivery-query.js';
import { type AttemptRecord, aboutOf, type DeliveryRecord, recordOf } from './delivery-record.js';
import { IntegrationActivity } from './integration-activity.js';

export interface DeliveryLogParts {
  readonly clock: Clock;
  readonly watch: Pick<DeliveryWatch, 'subscribe'>;
  readonly history: HistoryStore;
}

/** How much of what went over the wire is kept in memory for deliveries that are not at their end, in characters. */
const SHOWN_MAX = 64 * 1024 * 1024;

/** A delivery that waits or is being attempted. */
interface Live {
  readonly delivery: Delivery;
  readonly queuedAtMs: number;
  state: 'waiting' | 'running';
  readonly attempts: AttemptList;
  shown: number;
}

/** How one integration stands. */
export interface IntegrationState {
  readonly integration: IntegrationKey;
  readonly waiting: number;
  readonly running: number;
  readonly oldestQueuedAtMs: number | undefined;
  readonly activity: IntegrationActivity;
}

/** What became of each delivery: those on their way in memory, those at their end in the history. */
export class DeliveryLog {
  readonly #live = new Map<string, Live>();
  readonly #activity = new Map<string, IntegrationActivity>();
  #shown = 0;

  constructor(private readonly parts: DeliveryLogParts) {
    parts.watch.subscribe((news) => this.#note(news));
  }

  /** An attempt has ended, at all of these deliveries in one message. */
  attempted(deliveries: readonly Delivery[], report: AttemptReport): void {
    const [first] = deliveries;
    if (first === undefined) return;
    const attempt = attemptOf(report, deliveries.length);
    const { reason, error, atMs, seconds } = attempt;
    const endedMs = atMs + seconds * 1000;
    const activity = this.#activityOf(first.integration);
    activity.attempted(endedMs, reason === undefined ? undefined : { reason, error: error ?? '' });
    const { outcome } = report;
    if (outcome.kind === 'retry' && outcome.afterMs !== undefined) activity.rateLimited(endedMs + outcome.afterMs);
    for (const { id } of deliveries) {
      const live = this.#live.get(id);
      if (live === undefined) continue;
      live.attempts.add(attempt);
      this.#measure(live);
    }
    this.#bound();
  }

  async get(id: string): Promise<DeliveryRecord | undefined> {
    const live = this.#live.get(id);
    if (live !== undefined) return liveRecord(live);
    // What this log has written is a record of it.
    return (await this.parts.history.get('deliveries', id))?.value as DeliveryRecord | undefined;
  }

  /** The delivery, while it waits. */
  waiting(id: string): Delivery | undefined {
    const live = this.#live.get(id);
    return live?.state === 'waiting' ? live.delivery : undefined;
  }

  /** A page, the newest first. */
  list(query: DeliveryQuery): Promise<{
    readonly items: readonly DeliveryRecord[];
    readonly next: DeliveryPosition | undefined;
  }> {
    return listDeliveries(query, [...this.#live.values()].map(liveRecord), this.parts.history);
  }

  /** How integrations stand that have something to deliver, or had lately. */
  states(integrations: Iterable<IntegrationKey>): readonly IntegrationState[] {
    const byName = new Map<string, { waiting: number; running: number; oldest: number }>();
    for (const { delivery, state, queuedAtMs } of this.#live.values()) {
      const name = integrationName(delivery.integration);
      const counts = byName.get(name) ?? { waiting: 0, running: 0, oldest: Number.POSITIVE_INFINITY };
      byName.set(name, counts);
      counts[state]++;
      counts.oldest = Math.min(counts.oldest, queuedAtMs);
    }
    return [...integrations].map((integration) => {
      const name = integrationName(integration);
      const { waiting = 0, running = 0, oldest } = byName.get(name) ?? {};
      const activity = this.#activity.get(name) ?? new IntegrationActivity();
      return { integration, waiting, running, oldestQueuedAtMs: oldest, activity };
    });
  }

  /** The integrations that have something to deliver. */
  busy(): Iterable<IntegrationKey> {
    return new Map(
      [...this.#live.values()].map(({ delivery: { integration } }) => [integrationName(integration), integration]),
    ).values();
  }

  /** Forgets what integrations did that are not configured any more. */
  retain(isConfigured: (name: string) => boolean): void {
    for (const name of this.#activity.keys()) if (!isConfigured(name)) this.#activity.delete(name);
  }

  #note({ delivery, state, atMs }: DeliveryNews): void {
    const live = this.#live.get(delivery.id);
    if (state === 'waiting' || state === 'running') {
      if (live !== undefined) live.state = state;
      else this.#live.set(delivery.id, newLive(delivery, state, atMs));
      return;
    }
    if (live === undefined) return;
    this.#live.delete(delivery.id);
    this.#shown -= live.shown;
    const record = recordOf(delivery, { ...fateOf(live), state, endedAtMs: atMs });
    this.parts.history.append('deliveries', { id: delivery.id, atMs, about: aboutOf(record), value: record });
  }

  #activityOf(integration: IntegrationKey): IntegrationActivity {
    const name = integrationName(integration);
    const known = this.#activity.get(name) ?? new IntegrationActivity();
    this.#activity.set(name, known);
    return known;
  }

  #measure(live: Live): void {
    const shown = live.attempts.kept.reduce((size, { exchanges = [] }) => size + sizeOf(exchanges), 0);
    this.#shown += shown - live.shown;
    live.shown = shown;
  }

  /** Of what has waited longest nothing is shown but the attempts themselves. */
  #bound(): void {
    if (this.#shown <= SHOWN_MAX) return;
    for (const live of this.#live.values()) {
      live.attempts.hideAll();
      this.#measure(live);
      if (this.#shown <= SHOWN_MAX / 2) return;
    }
  }
}

function newLive(delivery: Delivery, state: Live['state'], atMs: number): Live {
  // One that survived a restart waits since its flush; one that was asked for again, since then.
  const queuedAtMs = delivery.isDemanded ? atMs : delivery.flushedAtMs;
  return { delivery, queuedAtMs, state, attempts: new AttemptList(), shown: 0 };
}

function liveRecord(live: Live): DeliveryRecord {
  return recordOf(live.delivery, fateOf(live));
}

function fateOf({ state, queuedAtMs, attempts }: Live) {
  return { state, queuedAtMs, attemptCount: attempts.count, attempts: [...attempts.kept] };
}

function attemptOf({ atMs, seconds, outcome }: AttemptReport, together: number): AttemptRecord {
  const { exchanges } = outcome;
  const status = exchanges?.at(-1)?.response?.status;
  return {
    atMs,
    seconds,
    ...(status === undefined ? {} : { status }),
    ...(outcome.kind === 'delivered'
      ? { outcome: 'delivered' }
      : { outcome: outcome.kind === 'retry' ? 'retry' : 'refused', reason: outcome.reason, error: outcome.error }),
    ...(together > 1 ? { together } : {}),
    ...(exchanges === undefined ? {} : { exchanges }),
  };
}

function sizeOf(exchanges: NonNullable<AttemptRecord['exchanges']>): number {
  return exchanges.reduce((size, { body, response }) => size + body.length + (response?.body.length ?? 0), 0);
}
