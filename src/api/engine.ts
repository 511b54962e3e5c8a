import type { Alert } from '../alerts/alert.js';
import type { LabelSet } from '../labels/label-set.js';
import type { MatcherMode } from '../labels/matcher-mode.js';
import type { Route } from '../routing/route.js';
import type { Silence } from '../silences/silence.js';
import type { SilenceRequest } from '../silences/silences.js';
import type { TemplateData } from '../template/notification-data.js';
import type { Templates } from '../template/templates.js';

/** What the HTTP surface needs to know of the server behind it. `app` implements it; Nest injects it. */
export abstract class Engine {
  /** Milliseconds since the epoch. */
  abstract now(): number;

  /** The configuration at work. Ask anew for each request: a reload puts another one in its place. */
  abstract current(): RunningEngine;

  /** Reads the configuration again. Rejects with the reason when it was not applied; the old one keeps running. */
  abstract reload(): Promise<void>;

  /** Who this replica is and whom it sees. */
  abstract cluster(): ClusterView;

  /** All stored alerts, resolved ones too. */
  abstract alerts(): Iterable<Alert>;

  abstract readonly silences: SilencesView;
  abstract readonly matcherMode: MatcherMode;
  /** Milliseconds since the epoch. */
  abstract readonly startedAtMs: number;
  abstract readonly version: VersionInfo;
}

/** One configuration at work. */
export interface RunningEngine {
  /** The configuration's text as `/status` shows it, secrets masked. */
  readonly original: string;
  /** In the order of the configuration. */
  readonly receivers: readonly { readonly name: string; readonly labels: LabelSet }[];
  readonly resolveTimeoutMs: number;

  /** The routes that an alert ends in. */
  match(labels: LabelSet): readonly Route[];

  /** Stores, routes and groups alerts. Resolves once what must survive a crash is on disk. */
  ingest(alerts: readonly Alert[]): Promise<void>;

  groups(): Iterable<GroupView>;

  /** Groups as they were flushed lately, oldest first; a group comes once for each flush. */
  flushes(): Iterable<NotifiableGroup>;

  readonly templates: Templates;

  /**
   * Sends a test notification through every integration of a receiver.
   *
   * @returns undefined where there is no such receiver; an empty list where no route uses it, or it has no integration
   */
  testReceiver(name: string, test: ReceiverTest): Promise<readonly IntegrationTestResult[] | undefined>;

  /** Fingerprints of the alerts that inhibit one with these labels now. */
  inhibitedBy(labels: LabelSet, nowMs: number): readonly string[];

  /** Ids of the active silences that match. */
  silencedBy(labels: LabelSet, nowMs: number): readonly string[];
}

/** A group of alerts that are told together. */
export interface NotifiableGroup {
  /** Unique among the groups of a routing tree. */
  readonly id: string;
  readonly receiver: string;
  readonly labels: LabelSet;
  /** Milliseconds since the epoch; undefined for a group as it is now. */
  readonly flushedAtMs: number | undefined;
  alerts(): readonly Alert[];
  /** What a notification about it tells. */
  notification(): TemplateData;
}

/** An aggregation group as the API shows it. */
export interface GroupView extends NotifiableGroup {
  /** Names of the time intervals that mute the group now. */
  mutedBy(nowMs: number): readonly string[];
  /** The route's labels, rendered for this group. */
  routeLabels(): LabelSet;
}

/** What a test notification tells. */
export interface ReceiverTest {
  readonly isResolved: boolean;
  readonly labels: LabelSet;
  readonly annotations: LabelSet;
}

/** How a test notification ended. */
export interface IntegrationTestResult {
  /** `slack[0]` */
  readonly integration: string;
  readonly outcome: 'delivered' | 'failed';
  readonly seconds: number;
  /** Why it failed, as the metrics name it. */
  readonly reason?: string;
  /** The same in the vendor's words. */
  readonly error?: string;
}

export interface SilencesView {
  /** @throws {SilenceError} */
  set(request: SilenceRequest): Promise<{ readonly id: string }>;
  /** @returns false when the silence is not known */
  expire(id: string): Promise<boolean>;
  get(id: string): Silence | undefined;
  list(): Iterable<Silence>;
}

export interface VersionInfo {
  readonly version: string;
  readonly revision: string;
  readonly branch: string;
  readonly buildUser: string;
  readonly buildDate: string;
  readonly goVersion: string;
}

export interface ClusterView {
  /** Absent where clustering is disabled. */
  readonly name?: string;
  readonly status: 'ready' | 'settling' | 'disabled';
  /** This replica is among them. */
  readonly peers: readonly { readonly name: string; readonly address: string }[];
}
