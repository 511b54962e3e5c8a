import { cpSync, rmSync } from 'node:fs';
import { AlertIntake } from '../../src/api/v2/alert-intake.js';
import { engineMetrics } from '../../src/app/engine-metrics.js';
import { HttpEngine } from '../../src/app/http-engine.js';
import type { Instruments } from '../../src/app/instruments.js';
import type { Settings } from '../../src/app/settings.js';
import { Tocsin } from '../../src/app/tocsin.js';
import { VirtualClock } from '../../src/clock/virtual-clock.js';
import { parseConfig } from '../../src/config/load-config.js';
import type { LoadedFiles } from '../../src/config/load-files.js';
import { parseTocsinConfig, type TocsinConfig } from '../../src/config/tocsin-config.js';
import { parseDuration } from '../../src/duration/duration.js';
import { parseMatchers } from '../../src/labels/parse-matchers.js';
import { createMetrics } from '../../src/metrics/metrics.js';
import { integrationName } from '../../src/nflog/notification-log.js';
import type { DeadLetter } from '../../src/notify/dead-letter.js';
import type { FlushRecord } from '../../src/notify/flush-record.js';
import type { Muting } from '../../src/notify/muting.js';
import type { Redelivered } from '../../src/notify/redelivery.js';
import { EmbeddedDeliveryQueue } from '../../src/queue/embedded/embedded-delivery-queue.js';
import { EmbeddedStorage } from '../../src/storage/embedded/embedded-storage.js';
import { openDisk } from '../../src/storage/embedded/open-disk.js';
import { MortalClock } from './mortal-clock.js';
import { RecordedLogger } from './recorded-logger.js';
import { type Behaviour, DELIVERS, HANGS, RecordingNotifier, type Told } from './recording-notifier.js';
import { scratchFolder } from './scratch-folder.js';
import { SynchronousDisk } from './synchronous-disk.js';

/** A Monday, noon, in UTC. */
const START_MS = Date.UTC(2026, 5, 1, 12);

export interface HarnessOptions {
  readonly settings?: Partial<Settings>;
  /** `reload.keep_timers` */
  readonly keepTimers?: boolean;
  readonly muting?: Muting;
  /** The text of tocsin.yml; the two keys above come on top of it. */
  readonly tocsin?: string;
  /** Milliseconds since the epoch. */
  readonly startMs?: number;
  /** `dispatch.start-delay`, as a Prometheus duration. */
  readonly startDelay?: string;
  /** Who looks on. @param nowMs the harness' clock */
  readonly instruments?: (nowMs: () => number) => Instruments;
}

/** An alert as a test posts it. Times are Prometheus durations from the harness' start, such as `5m`. */
export interface TestAlert {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly startsAt?: string;
  readonly endsAt?: string;
}

/**
 * The whole engine over the real embedded store, on virtual time: post, fast-forward, look at what was told. Everything
 * that waits is the engine's; vendors are `RecordingNotifier`s.
 */
export class EngineHarness {
  readonly clock: VirtualClock;
  readonly logger = new RecordedLogger();
  readonly startMs: number;
  /** Every attempt, in order. */
  readonly attempts: Told[] = [];
  readonly #behaviours = new Map<string, Behaviour>();
  #folder = scratchFolder();
  readonly #settings: Settings;
  readonly #tocsinConfig: TocsinConfig;
  readonly #instruments: Instruments;
  /** Processes that have crashed hold their folder until the end. */
  readonly #dead: { readonly storage: EmbeddedStorage; readonly folder: string }[] = [];
  #life!: MortalClock;
  #storage!: EmbeddedStorage;
  #queue!: EmbeddedDeliveryQueue;
  #tocsin!: Tocsin;
  #engine!: HttpEngine;
  #intake!: AlertIntake;
  #yaml: string;
  #ids = 0;

  private constructor(
    yaml: string,
    { settings, keepTimers, muting, tocsin = '', startMs = START_MS, startDelay = '0', instruments }: HarnessOptions,
  ) {
    this.#yaml = yaml;
    this.startMs = startMs;
    this.clock = new VirtualClock(startMs);
    this.#instruments = instruments?.(() => this.clock.now()) ?? {};
    this.#settings = {
      retentionMs: parseDuration('5d'),
      dispatchAfterMs: startMs + parseDuration(startDelay),
      groupsMax: 1000,
      recordsMax: 10_000,
      deadLetters: { lettersMax: 1000, bytesMax: 64 * 1024 * 1024 },
      matcherMode: 'fallback',
      silences: { max: 0, sizeBytesMax: 0, log: false },
      ...settings,
    };
    const { reload, ...config } = parseTocsinConfig(tocsin, 'tocsin.yml', {});
    this.#tocsinConfig = {
      ...config,
      muting: muting ?? config.muting,
      reload: { ...reload, keepTimers: keepTimers ?? reload.keepTimers },
    };
  }

  static async start(yaml: string, options: HarnessOptions = {}): Promise<EngineHarness> {
    const harness = new EngineHarness(yaml, options);
    await harness.#open();
    return harness;
  }

  get tocsin(): Tocsin {
    return this.#tocsin;
  }

  /** As the HTTP surface sees it. */
  get engine(): HttpEngine {
    return this.#engine;
  }

  /** Messages that arrived, in order. @param receiver only those of one receiver */
  told(receiver?: string): Told[] {
    return this.attempts.filter(
      ({ outcome, integration }) =>
        outcome === 'delivered' && (receiver === undefined || integration.startsWith(`${receiver}/`)),
    );
  }

  /** `<time> <integration>: <reason>: <alerts>` for each message that arrived. Times as `m:ss` since the start. */
  story(receiver?: string): string[] {
    return this.told(receiver).map(
      ({ atMs, integration, reason, alerts }) => `${minutes(atMs)} ${integration}: ${reason}: ${alerts.join(', ')}`,
    );
  }

  /** What the flushes decided, and why. */
  records(): readonly FlushRecord[] {
    return this.#tocsin.records.list();
  }

  /** How an integration answers from now on. @param integration `receiver/type[index]` */
  answers(integration: string, behaviour: Behaviour): void {
    this.#behaviours.set(integration, behaviour);
  }

  /** Posts alerts as `POST /api/v2/alerts` does. */
  async post(...alerts: readonly TestAlert[]): Promise<void> {
    const iso = (offset: string) => new Date(this.startMs + parseDuration(offset)).toISOString();
    const body = alerts.map(({ labels, annotations, startsAt, endsAt }) => ({
      labels,
      annotations: annotations ?? {},
      ...(startsAt === undefined ? {} : { startsAt: iso(startsAt) }),
      ...(endsAt === undefined ? {} : { endsAt: iso(endsAt) }),
    }));
    await this.#intake.take(Buffer.from(JSON.stringify(body)));
    await this.settle();
  }

  /** Makes a silence that lasts from now for a while. @returns its id */
  async silence(
    matchers: string,
    lasts: string,
    startsIn = '0',
    { createdBy = 'test', comment = 'test' }: { createdBy?: string; comment?: string } = {},
  ): Promise<string> {
    const startsAtMs = this.clock.now() + parseDuration(startsIn);
    const { id } = await this.#tocsin.silences.set({
      matcherSets: [parseMatchers(matchers, 'fallback')],
      startsAtMs,
      endsAtMs: startsAtMs + parseDuration(lasts),
      createdBy,
      comment,
      annotations: {},
    });
    return id;
  }

  async expireSilence(id: string): Promise<void> {
    await this.#tocsin.silences.expire(id);
  }

  /** Goes on to a moment, a Prometheus duration from the start such as `10m30s`. */
  async at(offset: string): Promise<void> {
    await this.clock.advanceTo(this.startMs + parseDuration(offset), () => this.settle());
    await this.settle();
  }

  /** Applies another configuration, or the same one again. */
  async reload(yaml = this.#yaml): Promise<void> {
    const loaded = this.#load(yaml);
    await this.#tocsin.apply(loaded);
    this.#yaml = yaml;
    await this.settle();
  }

  /**
   * Stops the process gracefully and starts another one over the same store.
   *
   * @param away how long nobody is there in between, a Prometheus duration
   * @param yaml the configuration of the next process
   */
  async restart({ away = '0', yaml = this.#yaml }: { away?: string; yaml?: string } = {}): Promise<void> {
    await this.#shutDown();
    await this.clock.advanceTo(this.clock.now() + parseDuration(away), async () => undefined);
    this.#yaml = yaml;
    await this.#open();
    await this.settle();
  }

  /** The process dies, in the middle of whatever it does; another one starts over what was on disk. */
  async crash(): Promise<void> {
    const survivor = scratchFolder();
    cpSync(this.#folder, survivor, { recursive: true, filter: (file) => !file.endsWith('.lock') });
    this.#life.die();
    this.#dead.push({ storage: this.#storage, folder: this.#folder });
    this.#folder = survivor;
    await this.#open();
    await this.settle();
  }

  /** Asks what became of alerts. @param at a Prometheus duration since the start; now by default */
  explain(matchers: string, { at, receiver }: { at?: string | undefined; receiver?: string | undefined } = {}) {
    const sign = at?.startsWith('-') === true ? -1 : 1;
    const offsetMs = at === undefined ? undefined : sign * parseDuration(at.replace('-', ''));
    return this.#tocsin.past.explain({
      fingerprint: undefined,
      matchers: parseMatchers(matchers, 'fallback'),
      atMs: offsetMs === undefined ? undefined : this.startMs + offsetMs,
      receiver,
    });
  }

  get deadLetters(): readonly DeadLetter[] {
    return this.#tocsin.deliveries.deadLetters.list();
  }

  /** Puts all dead letters back into the queue. */
  async replay(): Promise<readonly Redelivered[]> {
    const results = await this.#tocsin.deliveries.redelivery.replay(this.deadLetters);
    await this.settle();
    return results;
  }

  get storage(): EmbeddedStorage {
    return this.#storage;
  }

  /** How many deliveries wait or are under way. */
  get waiting(): number {
    return this.#queue.list().length;
  }

  async close(): Promise<void> {
    await this.#shutDown();
    for (const { storage } of this.#dead) await storage.close();
    for (const { folder } of [...this.#dead, { folder: this.#folder }]) {
      rmSync(folder, { recursive: true, force: true });
    }
  }

  /** Waits until what was set going has come to rest; what waits for a moment to come is at rest. */
  async settle(): Promise<void> {
    let calm = 0;
    let last = this.#activity();
    while (calm < 4) {
      await new Promise((resolve) => setImmediate(resolve));
      const now = this.#activity();
      calm = now.length === last.length && now.every((each, i) => each === last[i]) ? calm + 1 : 0;
      last = now;
    }
  }

  /** Changes whenever something has happened; a record is replaced when it changes. */
  #activity(): readonly unknown[] {
    const waiting = this.#queue.list().flatMap(({ delivery, attempts, dueAtMs }) => [delivery.id, attempts, dueAtMs]);
    return [this.attempts.length, ...(this.#tocsin?.records.list() ?? []), ...waiting];
  }

  async #open(): Promise<void> {
    const { logger } = this;
    const clock = new MortalClock(this.clock);
    this.#life = clock;
    const registry = createMetrics({
      features: { receiverName: false, alertNames: false, groupKey: false },
      isClusterOn: false,
      build: { branch: '', goarch: '', goos: '', goversion: '', revision: '', tags: '', version: '' },
    });
    const metrics = engineMetrics(registry);
    const opened = await openDisk({ path: this.#folder, logger, nowMs: clock.now() });
    const disk = new SynchronousDisk(opened.disk);
    this.#storage = new EmbeddedStorage(disk, { clock, logger, metrics: metrics.storage }, opened);
    this.#queue = new EmbeddedDeliveryQueue({
      clock,
      journal: this.#storage.deliveries,
      logger,
      metrics: metrics.queue,
    });
    this.#tocsin = await Tocsin.start(
      {
        // Chance stands still, in the middle: back-offs are 500 ms, 750 ms, 1125 ms ...
        world: { clock, logger, random: () => 0.5, stopwatch: () => 0, newId: () => this.#newId() },
        settings: this.#settings,
        storage: this.#storage,
        queue: this.#queue,
        metrics,
        createIntegrations: (receiver) =>
          receiver.integrations.map(({ type, index, config }) => {
            const name = integrationName({ receiver: receiver.name, type, index });
            const behaviour = () => (clock.isDead ? HANGS : (this.#behaviours.get(name) ?? DELIVERS));
            const record = (told: Told) => {
              if (!clock.isDead) this.attempts.push(told);
            };
            const notifier = new RecordingNotifier(name, behaviour, record, this.startMs);
            return { type, index, sendResolved: config.sendResolved, notifier };
          }),
        externalURL: () => 'http://tocsin.test',
        instruments: this.#instruments,
      },
      this.#load(this.#yaml),
    );
    this.#engine = new HttpEngine(this.#tocsin, {
      logger,
      clock,
      storage: this.#storage,
      matcherMode: 'fallback',
      version: { version: '', revision: '', branch: '', buildUser: '', buildDate: '', goVersion: '' },
      reload: () => this.reload(),
      cluster: () => ({ status: 'disabled', peers: [] }),
      status: async () => ({
        configuration: { files: ['test.yml'], hash: 0, loadedAtMs: this.startMs, lastReload: undefined },
        storage: { kind: 'embedded', failure: this.#storage.failure, path: this.#folder, bytes: 0 },
        limits: [],
        retentionMs: this.#settings.retentionMs,
      }),
    });
    this.#intake = new AlertIntake(this.#engine, registry);
  }

  async #shutDown(): Promise<void> {
    const stopping = this.#tocsin.stop();
    // Attempts that hang are given a grace, which is virtual, too.
    let isStopped = false;
    void stopping.finally(() => {
      isStopped = true;
    });
    await new Promise((resolve) => setImmediate(resolve));
    while (!isStopped) await this.clock.advanceTo(this.clock.next() ?? this.clock.now(), () => this.settle());
    await stopping;
    await this.#storage.close();
  }

  #load(yaml: string): LoadedFiles {
    const { config, original } = parseConfig(yaml, { mode: 'fallback' }, { file: 'test.yml', folder: '.' });
    return { config, original, hash: 0, templates: [], tocsin: this.#tocsinConfig };
  }

  #newId(): string {
    return `00000000-0000-4000-8000-${String(++this.#ids).padStart(12, '0')}`;
  }
}

function minutes(ms: number): string {
  const seconds = ms / 1000;
  return `${Math.floor(seconds / 60)}:${String(Math.round((seconds % 60) * 1000) / 1000).padStart(2, '0')}`;
}
