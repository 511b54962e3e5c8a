import type { LoadedFiles } from '../config/load-files.js';
import { GroupTimers } from '../grouping/group-timers.js';
import { Deliverer } from '../notify/deliverer.js';
import type { DeliveryQueue, LimitOf } from '../notify/delivery-queue.js';
import { DeliveryWatch } from '../notify/delivery-watch.js';
import { FlushRecords } from '../notify/flush-record.js';
import { Silencer } from '../silences/silencer.js';
import { Silences } from '../silences/silences.js';
import type { Storage } from '../storage/storage.js';
import { type Configured, configure, type IntegrationFactory } from './configured.js';
import { Deliveries } from './deliveries.js';
import { deliveryDataOf } from './delivery-data.js';
import type { EngineMetrics } from './engine-metrics.js';
import { EnginePast } from './engine-past.js';
import { ExplainFactsSource } from './explain-facts.js';
import { HistoryRecording } from './history-recording.js';
import type { Instruments } from './instruments.js';
import { warnOfIntervals } from './interval-warnings.js';
import { type Lasting, Running } from './running.js';
import type { Settings } from './settings.js';
import type { World } from './world.js';

export interface TocsinParts {
  readonly world: World;
  readonly settings: Settings;
  readonly storage: Storage;
  readonly queue: DeliveryQueue;
  readonly metrics: EngineMetrics;
  readonly createIntegrations: IntegrationFactory;
  /** Base of the links in notifications; known once the server has its port. */
  readonly externalURL: () => string;
  /** Who looks on; nobody, where it is absent. */
  readonly instruments?: Instruments;
  /** Told of each configuration that was applied. */
  readonly onApplied?: (configured: Configured) => void;
}

/** How long attempts under way may go on once the process was told to stop. */
const GRACE_MS = 5_000;

/** The whole engine, from an alert that comes in to a notification that goes out, without a socket of its own. */
export class Tocsin {
  readonly silences: Silences;
  readonly silencer: Silencer;
  readonly records: FlushRecords;
  readonly history: HistoryRecording;
  readonly past: EnginePast;
  readonly deliveries: Deliveries;
  readonly deliveryWatch: DeliveryWatch;
  readonly #lasting: Lasting;
  #running: Running | undefined;

  private constructor(private readonly parts: TocsinParts) {
    const { world, settings, storage, instruments = {} } = parts;
    this.silences = new Silences({
      store: storage.silences,
      clock: world.clock,
      newId: world.newId,
      logger: world.logger.with({ component: 'silences' }),
      options: {
        retentionMs: settings.retentionMs,
        maxSilences: settings.silences.max,
        maxSilenceSizeBytes: settings.silences.sizeBytesMax,
        logSilences: settings.silences.log,
        matcherMode: settings.matcherMode,
      },
      events: instruments.events,
    });
    this.silencer = new Silencer(this.silences);
    this.history = new HistoryRecording({
      clock: world.clock,
      storage,
      silences: this.silences,
      logger: world.logger.with({ component: 'history' }),
      inhibitor: () => this.running.inhibitor,
      next: instruments.events,
    });
    this.records = new FlushRecords(settings.recordsMax, this.history);
    const startedAtMs = world.clock.now();
    this.deliveryWatch = new DeliveryWatch(world.clock);
    this.deliveries = new Deliveries({ ...parts, watch: this.deliveryWatch, running: () => this.running });
    const { silences, silencer, records, deliveryWatch, history } = this;
    this.past = new EnginePast({
      clock: world.clock,
      storage,
      facts: new ExplainFactsSource({
        ...parts,
        deliveries: this.deliveries.log,
        silencer: this.silencer,
        running: () => this.running,
        describe: this.history.describe,
        pathOf: (route) => this.history.pathOf(route),
        groupsMax: settings.groupsMax,
      }),
    });
    const mayHear = this.deliveries.failureAlerts.mayHear.bind(this.deliveries.failureAlerts);
    this.#lasting = {
      ...parts,
      startedAtMs,
      instruments,
      silences,
      silencer,
      records,
      deliveryWatch,
      history,
      mayHear,
    };
  }

  /** Reads the stored state, applies a first configuration and begins to deliver what waited. */
  static async start(parts: TocsinParts, loaded: LoadedFiles): Promise<Tocsin> {
    const tocsin = new Tocsin(parts);
    await tocsin.silences.load();
    await tocsin.apply(loaded);
    const deliver = tocsin.deliveryWatch.handler(tocsin.#deliverer().deliver);
    const handler = parts.instruments?.tracing?.deliveries.handler(deliver) ?? deliver;
    parts.queue.start(handler, tocsin.#limitOf, tocsin.deliveryWatch.ended);
    tocsin.deliveryWatch.reconcile(parts.queue.list());
    return tocsin;
  }

  readonly #limitOf: LimitOf = ({ receiver }) => this.running.configured.receiverSettings.limit(receiver);

  get running(): Running {
    if (this.#running === undefined) throw new Error('no configuration has been applied yet');
    return this.#running;
  }

  /**
   * Puts a configuration in the place of the running one. What can fail, fails before anything is stopped.
   *
   * @throws when a template, a notifier or what traces cannot be built; the last configuration keeps running
   */
  async apply(loaded: LoadedFiles): Promise<void> {
    const { world, settings, createIntegrations, queue, metrics } = this.parts;
    const logger = world.logger.with({ component: 'configuration' });
    const templatesOptions = {
      nowMs: () => world.clock.now(),
      stopwatch: world.stopwatch,
      onBoundReached: () => metrics.template.boundReached(),
    };
    const configured = configure(loaded, this.#watched(createIntegrations), templatesOptions, logger);
    await this.parts.instruments?.apply?.(loaded.config).catch(async (error: unknown) => {
      await configured.integrations.close();
      throw error;
    });
    const last = this.#running;
    const timers = this.#timersFor(loaded);
    await last?.stop();
    warnOfIntervals(configured.root.walk(), settings.retentionMs, logger);
    this.#running = this.history.apply(configured.root, () => new Running(configured, this.#lasting, timers));
    this.deliveries.apply();
    this.parts.onApplied?.(configured);
    // A delivery whose group is not there any more, or is another receiver's now, tells of a route that was changed.
    const receivers = new Map([...this.#running.dispatcher.groups()].map(({ id, receiver }) => [id, receiver]));
    queue.retain((delivery) => this.deliveries.isWanted(delivery, receivers));
    this.deliveryWatch.reconcile(queue.list());
    // Attempts under way may use its connections; nobody has to wait for them.
    last?.configured.integrations.close().catch((error: unknown) => {
      logger.warn('A notifier of the last configuration could not be closed', { err: String(error) });
    });
  }

  /** A restart goes on with what the process before it left; a reload does where it is asked to. */
  #timersFor({ tocsin }: LoadedFiles): GroupTimers {
    if (this.#running === undefined) return new GroupTimers(this.parts.storage.flushLedger.load());
    return tocsin.reload.keepTimers ? this.#running.dispatcher.timers() : GroupTimers.NONE;
  }

  /** Forgets alerts that have ended. */
  collectAlerts(): void {
    const ended = this.parts.storage.alerts.collect(this.parts.world.clock.now());
    this.history.collected(ended);
    this.running.inhibitor.forget(ended);
    this.silencer.forget(ended.map(({ labels }) => labels.fingerprint));
  }

  /** Ends the groups' timers, then the deliveries. What waits stays in the store. */
  async stop(): Promise<void> {
    this.deliveries.stop();
    await this.running.stop();
    await this.parts.queue.close(GRACE_MS);
    await this.running.configured.integrations.close();
  }

  /** Whoever looks on sees each attempt at a vendor. */
  #watched(create: IntegrationFactory): IntegrationFactory {
    const { tracing } = this.parts.instruments ?? {};
    if (tracing === undefined) return create;
    return (...asked) =>
      create(...asked).map((integration) => ({
        ...integration,
        notifier: tracing.notifier(integration.notifier, integration.type),
      }));
  }

  #deliverer(): Deliverer {
    const { world, settings, storage, metrics, externalURL, instruments } = this.parts;
    return new Deliverer({
      integration: (key) => this.running.configured.integrations.get(key),
      log: instruments?.tracing?.log(storage.notificationLog) ?? storage.notificationLog,
      data: (delivery, alerts, reason) => deliveryDataOf(delivery, alerts, reason, externalURL()),
      undelivered: (receiver) => this.running.configured.receiverSettings.undelivered(receiver),
      limitOf: this.#limitOf,
      clock: world.clock,
      random: world.random,
      retentionMs: settings.retentionMs,
      metrics: metrics.notify,
      logger: world.logger.with({ component: 'dispatcher' }),
      fates: this.deliveries,
      events: this.history,
    });
  }
}
