import type { Clock } from '../../clock/clock.js';
import type { Logger } from '../../log/logger.js';
import type { Delivery } from '../../notify/delivery.js';
import type { DeliveryJournal } from '../../notify/delivery-journal.js';
import type { DeliveryQueue } from '../../notify/delivery-queue.js';
import type { RedisLink } from './redis-link.js';

export interface BullMqDeliveryQueueMetrics {
  /** A delivery was dropped, because as many wait as may. */
  dropped(delivery: Delivery): void;
  /** A delivery is made by the replica that put it, as Redis is away. */
  fellBack(): void;
  /** A delivery was taken over from a replica that is not heard of any more. */
  takenOver(): void;
}

export interface BullMqDeliveryQueueParts {
  readonly connection: RedisLink;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: BullMqDeliveryQueueMetrics;
  /** Of this replica's disk: for what it delivers on its own. */
  readonly journal: DeliveryJournal;
  /** The queue of this process, over a journal: it makes all attempts. */
  readonly local: (journal: DeliveryJournal) => DeliveryQueue;
  /** False for a router: it delivers nothing while Redis is up and there are deliverers. */
  readonly delivers: boolean;
}

export interface BullMqDeliveryQueueLimits {
  /** Queues that the integrations are shared out among; each has one deliverer. The same at all replicas. */
  readonly shards: number;
  readonly lockMs: number;
  readonly stalledMs: number;
  readonly leaseMs: number;
  /** Jobs of one queue that this replica has at a time. More than its own queue lets wait: that one drops. */
  readonly heldMax: number;
  /** Deliveries put here whose end is awaited; one more counts as failed at once, so its group flushes again. */
  readonly sentMax: number;
  /** How often is looked whether something was forgotten. */
  readonly sweepMs: number;
  /** How long after an outage jobs are left alone, until every replica has said what it told meanwhile. */
  readonly settleMs: number;
}

export const LIMITS: BullMqDeliveryQueueLimits = {
  shards: 8,
  lockMs: 10_000,
  stalledMs: 5_000,
  leaseMs: 6_000,
  heldMax: 120_000,
  sentMax: 100_000,
  sweepMs: 5_000,
  settleMs: 1_500,
};
