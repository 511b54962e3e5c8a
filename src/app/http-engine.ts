import type { Alert } from '../alerts/alert.js';
import type { Equality } from '../alerts/label-index.js';
import {
  type ClusterView,
  Engine,
  type NotifiableGroup,
  type RunningEngine,
  type ServerStatus,
  type SilencesView,
  type VersionInfo,
} from '../api/engine.js';
import type { Past } from '../api/past.js';
import type { ChangeFeed } from '../changes/change-feed.js';
import type { Clock } from '../clock/clock.js';
import { LabelSet } from '../labels/label-set.js';
import type { MatcherMode } from '../labels/matcher-mode.js';
import type { Logger } from '../log/logger.js';
import type { FlushRecord } from '../notify/flush-record.js';
import type { Storage } from '../storage/storage.js';
import { Changes } from './changes.js';
import { HttpDeliveryDesk } from './http-delivery-desk.js';
import type { Reload } from './reloader.js';
import type { Running } from './running.js';
import { RunningGroup } from './running-group.js';
import type { Tocsin } from './tocsin.js';

export interface HttpEngineParts {
  readonly clock: Clock;
  readonly storage: Storage;
  readonly logger: Logger;
  /** With whoever looks on put around them. */
  readonly silences?: SilencesView;
  readonly matcherMode: MatcherMode;
  readonly version: VersionInfo;
  readonly reload: () => Promise<void>;
  readonly cluster: () => ClusterView;
  readonly status: () => Promise<ServerStatus>;
}

/** The engine as the HTTP surface sees it. */
export class HttpEngine extends Engine {
  override readonly silences: SilencesView;
  override readonly deliveries: HttpDeliveryDesk;
  override readonly past: Past;
  override readonly matcherMode: MatcherMode;
  override readonly startedAtMs: number;
  override readonly version: VersionInfo;
  readonly #changes: Changes;
  /** Made anew when a configuration is applied, so that the API may keep what it derives from one. */
  #view: { readonly of: Running; readonly view: RunningEngine } | undefined;

  constructor(
    private readonly tocsin: Tocsin,
    private readonly parts: HttpEngineParts,
  ) {
    super();
    this.silences = parts.silences ?? tocsin.silences;
    this.deliveries = new HttpDeliveryDesk(tocsin, () => parts.clock.now());
    this.past = tocsin.past;
    this.matcherMode = parts.matcherMode;
    const { clock, storage, logger } = parts;
    this.#changes = new Changes({ clock, storage, tocsin, running: () => this.current(), logger });
    this.startedAtMs = parts.clock.now();
    this.version = parts.version;
  }

  override now(): number {
    return this.parts.clock.now();
  }

  override current(): RunningEngine {
    const { running } = this.tocsin;
    if (this.#view?.of !== running) this.#view = { of: running, view: viewOf(running, this.tocsin, this.parts) };
    return this.#view.view;
  }

  override reload(): Promise<void> {
    return this.parts.reload();
  }

  override cluster(): ClusterView {
    return this.parts.cluster();
  }

  override get changes(): ChangeFeed {
    return this.#changes.feed;
  }

  /** A reload of the configuration is over. */
  reloaded(reload: Reload): void {
    this.#changes.reloaded(reload);
  }

  override status(): Promise<ServerStatus> {
    return this.parts.status();
  }

  override alerts(equalities: readonly Equality[] = []): Iterable<Alert> {
    return this.parts.storage.alerts.candidates(equalities);
  }

  override alert(fingerprint: string): Alert | undefined {
    return this.parts.storage.alerts.get(fingerprint);
  }
}

function viewOf(
  running: Running,
  { silencer, records, deliveryWatch }: Tocsin,
  { clock, storage }: Pick<HttpEngineParts, 'clock' | 'storage'>,
): RunningEngine {
  const { loaded, routes, root, intervals } = running.configured;
  const parts = { running, deliveryWatch, log: storage.notificationLog, nowMs: () => clock.now() };
  return {
    original: loaded.original,
    receivers: loaded.config.receivers.map(({ name, labels }) => ({ name, labels: LabelSet.of(labels) })),
    resolveTimeoutMs: loaded.config.global.resolveTimeoutMs,
    match: (labels) => routes.match(labels),
    ingest: (alerts) => running.dispatcher.ingest(alerts),
    *groups() {
      for (const group of running.dispatcher.groups()) yield new RunningGroup(group, parts);
    },
    group(id) {
      for (const group of running.dispatcher.groups()) if (group.id === id) return new RunningGroup(group, parts);
      return undefined;
    },
    *flushes() {
      for (const record of records.list()) yield flushView(record, running);
    },
    templates: running.configured.templates,
    testReceiver: (name, test) => running.testReceiver(name, test),
    routing: { root, written: loaded.config.route },
    mutedBy: (route, nowMs) => running.mutedBy(route, nowMs),
    intervalHolds: (name, nowMs) => intervals.matching([name], nowMs).length > 0,
    severities: loaded.tocsin.deliveries.severities,
    inhibition: (labels, nowMs) => running.inhibitor.find(labels, nowMs),
    inhibitedBy: (labels, nowMs) => running.inhibitor.inhibitedBy(labels, nowMs),
    silencedBy: (labels, nowMs) => silencer.silencedBy(labels, nowMs),
  };
}

function flushView(record: FlushRecord, running: Running): NotifiableGroup {
  return {
    id: record.groupId,
    receiver: record.receiver,
    labels: record.groupLabels,
    flushedAtMs: record.atMs,
    alerts: () => record.kept.map(({ alert }) => alert),
    notification: () => running.notificationOfFlush(record),
  };
}
