import type { Clock } from '../clock/clock.js';
import type { Logger } from '../log/logger.js';
import type { DeliveryJournal } from '../notify/delivery-journal.js';
import type { DeliveryQueue } from '../notify/delivery-queue.js';
import {
  EmbeddedDeliveryQueue,
  type EmbeddedDeliveryQueueLimits,
  type EmbeddedDeliveryQueueMetrics,
} from '../queue/embedded/embedded-delivery-queue.js';
import type { Shared } from './open-storage.js';
import type { Role } from './role-of.js';

export interface OpenQueueParts {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly journal: DeliveryJournal;
  readonly metrics: EmbeddedDeliveryQueueMetrics;
  readonly limits: Partial<EmbeddedDeliveryQueueLimits>;
  /** Undefined: one node alone. */
  readonly shared: Shared | undefined;
  readonly role: Role;
}

/**
 * The queue of this process, or that of all replicas, which has one of each process behind it. What only replicas need is
 * loaded for them alone: a node by itself starts sooner.
 */
export async function openQueue(parts: OpenQueueParts): Promise<DeliveryQueue> {
  const { clock, logger, journal, metrics, limits, shared, role } = parts;
  const local = (over: DeliveryJournal) => new EmbeddedDeliveryQueue({ clock, journal: over, logger, metrics }, limits);
  if (shared === undefined) return local(journal);
  const { BullMqDeliveryQueue } = await import('../queue/bullmq/bullmq-delivery-queue.js');
  return new BullMqDeliveryQueue({
    connection: shared.connection,
    clock,
    logger: logger.with({ component: 'queue' }),
    metrics: {
      dropped: metrics.dropped,
      fellBack: () => shared.metrics.deliveriesFellBackTotal.inc(),
      takenOver: () => shared.metrics.deliveriesTakenOverTotal.inc(),
    },
    journal,
    local,
    delivers: role !== 'router',
  });
}
