import type { IntegrationTestResult, ReceiverTest } from '../api/engine.js';
import type { AggregationGroup } from '../grouping/aggregation-group.js';
import { Dispatcher, type DispatcherMetrics } from '../grouping/dispatcher.js';
import type { GroupTimers } from '../grouping/group-timers.js';
import { Inhibitor } from '../inhibit/inhibitor.js';
import type { LabelSet } from '../labels/label-set.js';
import type { DeliveryQueue } from '../notify/delivery-queue.js';
import type { DeliveryWatch } from '../notify/delivery-watch.js';
import type { FlushRecord, FlushRecords } from '../notify/flush-record.js';
import type { DecisionParts } from '../notify/message-decision.js';
import type { NotifyMetrics } from '../notify/notify-metrics.js';
import { Pipeline } from '../notify/pipeline.js';
import type { Route } from '../routing/route.js';
import type { Silencer } from '../silences/silencer.js';
import type { Silences } from '../silences/silences.js';
import type { Storage } from '../storage/storage.js';
import { buildNotificationData, type NotificationData } from '../template/notification-data.js';
import type { Configured } from './configured.js';
import type { HistoryRecording } from './history-recording.js';
import { Instrumented, type Instruments } from './instruments.js';
import { type LabelledGroup, routeLabelsOf } from './route-labels.js';
import type { Settings } from './settings.js';
import { testIntegrations } from './test-receiver.js';
import type { World } from './world.js';

/** What outlives a configuration. */
export interface Lasting {
  /** When this process began, milliseconds since the epoch. */
  readonly startedAtMs: number;
  readonly world: World;
  readonly settings: Settings;
  readonly storage: Storage;
  readonly silences: Silences;
  readonly silencer: Silencer;
  readonly instruments: Instruments;
  readonly queue: DeliveryQueue;
  readonly deliveryWatch: DeliveryWatch;
  readonly records: FlushRecords;
  readonly history: HistoryRecording;
  /** Whether an integration may be told of an alert at all. */
  readonly mayHear: DecisionParts['mayHear'];
  readonly metrics: { readonly dispatcher: DispatcherMetrics; readonly notify: NotifyMetrics };
  /** Base of the links in notifications, without a trailing slash. */
  readonly externalURL: () => string;
}

/** One configuration at work: its inhibitor, its pipeline and its groups. */
export class Running {
  readonly inhibitor: Inhibitor;
  readonly pipeline: Pipeline;
  readonly dispatcher: Dispatcher;
  /** Milliseconds since the epoch. */
  readonly appliedAtMs: number;
  readonly #unsubscribe: () => void;

  /**
   * Reads all stored alerts: first into the inhibitor, so that no group is flushed before its sources are known, then
   * into the groups.
   */
  constructor(
    readonly configured: Configured,
    private readonly lasting: Lasting,
    resume: GroupTimers,
  ) {
    const { world, settings, storage } = lasting;
    this.appliedAtMs = world.clock.now();
    const instrumented = new Instrumented(lasting.instruments);
    this.inhibitor = new Inhibitor(configured.loaded.config.inhibitRules);
    this.pipeline = pipelineOf(configured, this.inhibitor, lasting, instrumented);
    this.dispatcher = new Dispatcher(
      {
        clock: world.clock,
        alerts: instrumented.alerts(storage.alerts),
        routes: configured.routes,
        pipeline: instrumented.pipeline(this.pipeline),
        ledger: storage.flushLedger,
        logger: world.logger.with({ component: 'dispatcher' }),
        newId: world.newId,
        metrics: lasting.metrics.dispatcher,
        ...instrumented.dispatcher(),
        events: lasting.history,
      },
      { runAfterMs: settings.dispatchAfterMs, groupsMax: settings.groupsMax, resume },
    );

    const inhibitor = instrumented.inhibitor(this.inhibitor);
    for (const alert of storage.alerts.list()) inhibitor.put(alert);
    this.#unsubscribe = storage.alerts.subscribe((alert) => inhibitor.put(alert));
    this.dispatcher.start();
  }

  /** Names of the time intervals that mute a route's groups now. */
  mutedBy(route: Route, nowMs: number): readonly string[] {
    const { intervals } = this.configured;
    const active = route.activeTimeIntervals;
    if (active.length > 0 && intervals.matching(active, nowMs).length === 0) return active;
    return intervals.matching(route.muteTimeIntervals, nowMs);
  }

  routeLabels(of: AggregationGroup): LabelSet {
    return routeLabelsOf(this.#asItIs(of), labelling(this.configured, this.lasting));
  }

  /** What a notification about the group would tell now, muted alerts included. */
  notificationOf(group: AggregationGroup): NotificationData {
    return this.#notification(this.#asItIs(group), 'unknown');
  }

  /** What a notification of a flush told, or would have told. */
  notificationOfFlush({ route, groupLabels, kept, atMs, decisions }: FlushRecord): NotificationData {
    const told = decisions.find(({ verdict }) => verdict.send)?.verdict.reason;
    const alerts = kept.map(({ alert }) => alert);
    return this.#notification({ route, groupLabels, alerts, nowMs: atMs }, told ?? 'unknown');
  }

  /** @returns undefined where there is no such receiver */
  async testReceiver(receiver: string, test: ReceiverTest): Promise<IntegrationTestResult[] | undefined> {
    const { loaded, integrations } = this.configured;
    if (!loaded.config.receivers.some(({ name }) => name === receiver)) return undefined;
    const { world, externalURL } = this.lasting;
    const context = {
      receiver,
      externalURL: externalURL(),
      nowMs: () => world.clock.now(),
      newId: world.newId,
    };
    return testIntegrations(integrations.of(receiver), test, context);
  }

  #notification(group: LabelledGroup, notificationReason: string): NotificationData {
    const externalURL = this.lasting.externalURL();
    const routeLabels = routeLabelsOf(group, labelling(this.configured, this.lasting));
    return buildNotificationData({
      ...group,
      receiver: group.route.receiver,
      externalURL,
      notificationReason,
      routeLabels,
    });
  }

  #asItIs(group: AggregationGroup): LabelledGroup {
    const nowMs = this.lasting.world.clock.now();
    return { route: group.route, groupLabels: group.labels, alerts: group.alerts(), nowMs };
  }

  async stop(): Promise<void> {
    this.#unsubscribe();
    await this.dispatcher.stop();
  }
}

function labelling({ templates }: Configured, { world, externalURL }: Lasting) {
  return { templates, externalURL: externalURL(), logger: world.logger };
}

function pipelineOf(
  configured: Configured,
  inhibitor: Inhibitor,
  lasting: Lasting,
  instrumented: Instrumented,
): Pipeline {
  const { intervals, integrations } = configured;
  const { silences, silencer } = lasting;
  return new Pipeline({
    stages: instrumented.stages({ inhibitor, intervals, silencer, silences }),
    integrations: (receiver) => integrations.of(receiver),
    clock: lasting.world.clock,
    log: instrumented.log(lasting.storage.notificationLog),
    queue: lasting.deliveryWatch.queue(instrumented.queue(lasting.queue)),
    records: lasting.records,
    startedAtMs: lasting.startedAtMs,
    muting: configured.loaded.tocsin.muting,
    mayHear: lasting.mayHear,
    undelivered: configured.receiverSettings.undelivered,
    severities: configured.loaded.tocsin.deliveries.severities,
    metrics: lasting.metrics.notify,
    routeLabels: ({ route, groupLabels, alerts, nowMs }) =>
      routeLabelsOf(
        { route, groupLabels, alerts: alerts.map(({ alert }) => alert), nowMs },
        labelling(configured, lasting),
      ),
  });
}
