import { DeliveryLog } from '../deliveries/delivery-log.js';
import { type IntegrationKey, integrationName } from '../nflog/notification-log.js';
import { DeadLetters } from '../notify/dead-letters.js';
import type { Delivery } from '../notify/delivery.js';
import type { AttemptReport, DeliveryFates } from '../notify/delivery-fates.js';
import type { AttemptFailure, DeliveryQueue } from '../notify/delivery-queue.js';
import type { DeliveryWatch } from '../notify/delivery-watch.js';
import { FailureAlerts } from '../notify/failure-alerts.js';
import { Redelivery } from '../notify/redelivery.js';
import type { Storage } from '../storage/storage.js';
import type { EngineMetrics } from './engine-metrics.js';
import type { Running } from './running.js';
import type { Settings } from './settings.js';
import type { World } from './world.js';

export interface DeliveriesParts {
  readonly world: World;
  readonly settings: Settings;
  readonly storage: Storage;
  readonly queue: DeliveryQueue;
  readonly watch: DeliveryWatch;
  readonly metrics: EngineMetrics;
  readonly running: () => Running;
}

/** What becomes of deliveries after the queue, for the whole life of the process. */
export class Deliveries implements DeliveryFates {
  readonly deadLetters: DeadLetters;
  readonly failureAlerts: FailureAlerts;
  readonly redelivery: Redelivery;
  readonly log: DeliveryLog;

  constructor(private readonly parts: DeliveriesParts) {
    const { world, settings, storage, queue, watch, metrics, running } = parts;
    const logger = world.logger.with({ component: 'deliveries' });
    this.deadLetters = new DeadLetters(
      {
        store: storage.deadLetters,
        onDropped: ({ id, delivery }) => {
          metrics.deadLetters.dropped();
          logger.error('A dead letter was dropped: there are too many; replay or drop them, or raise the limit', {
            id,
            aggrGroup: delivery.groupKey,
            receiver: delivery.integration.receiver,
          });
        },
      },
      settings.deadLetters,
    );
    this.log = new DeliveryLog({ clock: world.clock, watch, history: storage.history });
    this.failureAlerts = new FailureAlerts({ clock: world.clock, alerts: storage.alerts, logger });
    this.redelivery = new Redelivery({
      clock: world.clock,
      newId: world.newId,
      queue: { ...watch.queue(queue), hasten: (delivery) => queue.hasten(delivery) },
      deadLetters: this.deadLetters,
      isConfigured: (integration) => running().configured.integrations.get(integration) !== undefined,
      groups: (ids) => running().dispatcher.snapshots(ids),
      pipeline: () => running().pipeline,
    });
  }

  /** A configuration is at work. */
  apply(): void {
    const { configured, dispatcher } = this.parts.running();
    const { integrations, loaded, routes } = configured;
    const names = new Set([...integrations.keys()].map(integrationName));
    this.log.retain((name) => names.has(name));
    this.failureAlerts.apply({
      wanted: loaded.tocsin.deliveries.alertOnFailure,
      isConfigured: (integration) => integrations.get(integration) !== undefined,
      ingest: (alerts) => dispatcher.ingest(alerts),
      audience: (labels) =>
        routes
          .match(labels)
          .flatMap(({ receiver }) =>
            integrations.of(receiver).map(({ type, index }): IntegrationKey => ({ receiver, type, index })),
          ),
    });
  }

  /** Whether a delivery that waits is still to be made. */
  isWanted({ groupId, integration, isDemanded }: Delivery, receivers: ReadonlyMap<string, string>): boolean {
    const { integrations } = this.parts.running().configured;
    // What somebody asked for may be all that is left of its group.
    if (isDemanded && !receivers.has(groupId)) return integrations.get(integration) !== undefined;
    return receivers.get(groupId) === integration.receiver;
  }

  attempted(deliveries: readonly Delivery[], report: AttemptReport): void {
    this.log.attempted(deliveries, report);
  }

  delivered(delivery: Delivery): void {
    this.told(delivery);
    this.failureAlerts.delivered(delivery.integration);
  }

  told(delivery: Delivery): void {
    this.deadLetters.told(delivery);
  }

  died(delivery: Delivery, failure: AttemptFailure): void {
    this.deadLetters.add(delivery, failure, this.parts.world.clock.now());
    this.failureAlerts.died(delivery.integration, failure);
  }

  stop(): void {
    this.failureAlerts.stop();
  }
}
