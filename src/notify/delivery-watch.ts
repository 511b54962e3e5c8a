import type { Clock } from '../clock/clock.js';
import { integrationName } from '../nflog/notification-log.js';
import { type Delivery, deliveryKey } from './delivery.js';
import type {
  AttemptFailure,
  AttemptHandler,
  AttemptResult,
  DeliveryQueue,
  EndListener,
  Settlement,
} from './delivery-queue.js';

/** A delivery on its way, or at its end. */
export interface DeliveryNews {
  readonly delivery: Delivery;
  readonly state: 'waiting' | 'running' | Settlement;
  /** Attempts that were begun, as far as this process knows. */
  readonly attempts: number;
  /** What the last attempt came to. */
  readonly failure: AttemptFailure | undefined;
  /** Since when it is so, milliseconds since the epoch. */
  readonly atMs: number;
}

/** How the deliveries of a group stand. */
export interface GroupDeliveries {
  /** Those that wait or are attempted. */
  readonly pending: readonly DeliveryNews[];
  /** The last of each integration, where it has failed for good or for its flush. */
  readonly failed: readonly DeliveryNews[];
}

type PipelineQueue = Pick<DeliveryQueue, 'put' | 'withdraw' | 'pending'>;

/** Failures that are remembered; beyond it the oldest is forgotten. */
const FAILED_MAX = 10_000;

const ENDED_WELL: ReadonlySet<string> = new Set<Settlement>(['delivered', 'unneeded']);
const ENDED_BADLY: ReadonlySet<string> = new Set<Settlement>(['failed', 'dead']);

/** Follows deliveries from the queue to their end: knows how each group stands, and tells who listens. */
export class DeliveryWatch {
  /** By the id of the delivery. */
  readonly #pending = new Map<string, DeliveryNews>();
  /** The newest pending one of each group and integration. */
  readonly #newest = new Map<string, string>();
  /** By group and integration. */
  readonly #failed = new Map<string, DeliveryNews>();
  /** By group, the ids of its pending deliveries and the keys of its failed ones. */
  readonly #groups = new Map<string, { readonly pending: Set<string>; readonly failed: Set<string> }>();
  readonly #listeners = new Set<(news: DeliveryNews) => void>();

  constructor(private readonly clock: Clock) {}

  /** @returns a function that ends the subscription */
  subscribe(listener: (news: DeliveryNews) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Takes the queue's word for what waits: some of it survived a restart, some was dropped after a reload. */
  reconcile(listed: ReturnType<DeliveryQueue['list']>): void {
    const ids = new Set(listed.map(({ delivery }) => delivery.id));
    for (const { delivery, state } of [...this.#pending.values()]) {
      if (state === 'waiting' && !ids.has(delivery.id)) this.#end(delivery, 'withdrawn');
    }
    for (const { delivery, attempts } of listed) {
      if (!this.#pending.has(delivery.id)) this.#note({ delivery, attempts, state: 'waiting', failure: undefined });
    }
  }

  of(groupId: string): GroupDeliveries {
    const group = this.#groups.get(groupId);
    if (group === undefined) return NONE;
    return { pending: newsOf(group.pending, this.#pending), failed: newsOf(group.failed, this.#failed) };
  }

  /** The queue, as the pipeline uses it. */
  queue(queue: PipelineQueue): PipelineQueue {
    return {
      pending: (key) => queue.pending(key),
      withdraw: (key) => {
        queue.withdraw(key);
        this.#withdrawn(key);
      },
      put: async (delivery) => {
        this.#note({ delivery, state: 'waiting', attempts: 0, failure: undefined });
        const settlement = await queue.put(delivery);
        this.#end(delivery, settlement);
        return settlement;
      },
    };
  }

  /** For what was put elsewhere, or before a restart. */
  readonly ended: EndListener = (delivery, settlement) => this.#end(delivery, settlement);

  /** What makes the attempts. */
  handler(handler: AttemptHandler): AttemptHandler {
    return async (attempt) => {
      const { number: attempts, previous: failure } = attempt;
      const deliveries = [attempt.delivery, ...attempt.others];
      for (const delivery of deliveries) this.#note({ delivery, state: 'running', attempts, failure });
      const result = await handler(attempt);
      for (const delivery of deliveries) this.#attempted(delivery, attempts, result);
      return result;
    };
  }

  #attempted(delivery: Delivery, attempts: number, result: AttemptResult): void {
    if (result.kind === 'settled') this.#end(delivery, result.settlement);
    else this.#note({ delivery, state: 'waiting', attempts, failure: result.failure });
  }

  #note(news: Omit<DeliveryNews, 'atMs'>): void {
    const { delivery } = news;
    const known = this.#pending.get(delivery.id);
    // Since when it waits for its message to arrive, whatever was tried meanwhile.
    const noted = { ...news, atMs: known?.atMs ?? this.clock.now() };
    this.#pending.set(delivery.id, noted);
    if (known === undefined) this.#newest.set(deliveryKey(delivery), delivery.id);
    this.#group(delivery.groupId).pending.add(delivery.id);
    this.#tell(noted);
  }

  /** Nobody else says so of one that survived a restart. */
  #withdrawn(key: string): void {
    const newest = this.#pending.get(this.#newest.get(key) ?? '');
    if (newest?.state === 'waiting') this.#end(newest.delivery, 'withdrawn');
  }

  #end(delivery: Delivery, state: Settlement): void {
    const known = this.#pending.get(delivery.id);
    if (known === undefined) return;
    const news: DeliveryNews = { ...known, state, atMs: this.clock.now() };
    const key = deliveryKey(delivery);
    const group = this.#group(delivery.groupId);
    this.#pending.delete(delivery.id);
    if (this.#newest.get(key) === delivery.id) this.#newest.delete(key);
    group.pending.delete(delivery.id);
    if (ENDED_WELL.has(state)) this.#forget(key);
    else if (ENDED_BADLY.has(state)) this.#remember(key, news);
    this.#drop(delivery.groupId);
    this.#tell(news);
  }

  #remember(key: string, news: DeliveryNews): void {
    this.#forget(key);
    this.#failed.set(key, news);
    this.#group(news.delivery.groupId).failed.add(key);
    if (this.#failed.size <= FAILED_MAX) return;
    const [oldest] = this.#failed.keys();
    if (oldest !== undefined) this.#forget(oldest);
  }

  #forget(key: string): void {
    const groupId = this.#failed.get(key)?.delivery.groupId;
    if (groupId === undefined) return;
    this.#failed.delete(key);
    this.#groups.get(groupId)?.failed.delete(key);
    this.#drop(groupId);
  }

  #group(id: string): { readonly pending: Set<string>; readonly failed: Set<string> } {
    const known = this.#groups.get(id);
    if (known !== undefined) return known;
    const group = { pending: new Set<string>(), failed: new Set<string>() };
    this.#groups.set(id, group);
    return group;
  }

  #drop(groupId: string): void {
    const group = this.#groups.get(groupId);
    if (group !== undefined && group.pending.size + group.failed.size === 0) this.#groups.delete(groupId);
  }

  #tell(news: DeliveryNews): void {
    for (const listener of this.#listeners) listener(news);
  }
}

const NONE: GroupDeliveries = { pending: [], failed: [] };

function newsOf(keys: Iterable<string>, from: ReadonlyMap<string, DeliveryNews>): readonly DeliveryNews[] {
  return [...keys].flatMap((key) => from.get(key) ?? []);
}

/** `receiver/type[index]: error`, of the last attempt. */
export function failureText({ delivery, failure }: DeliveryNews): string | undefined {
  return failure && `${integrationName(delivery.integration)}: ${failure.error}`;
}
