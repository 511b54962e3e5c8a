import type { Alert } from '../alerts/alert.js';
import type { Equality } from '../alerts/label-index.js';
import type { ChangeFeed } from '../changes/change-feed.js';
import type { GroupFacts } from '../grouping/group-facts.js';
import type { Inhibition } from '../inhibit/inhibitor.js';
import type { LabelSet } from '../labels/label-set.js';
import type { MatcherMode } from '../labels/matcher-mode.js';
import type { Severities } from '../notify/urgency.js';
import type { Route } from '../routing/route.js';
import type { RouteConfig } from '../routing/route-config.js';
import type { Silence } from '../silences/silence.js';
import type { SilenceRequest } from '../silences/silences.js';
import type { TemplateData } from '../template/notification-data.js';
import type { Templates } from '../template/templates.js';
import type { DeliveryDesk } from './delivery-desk.js';
import type { Past } from './past.js';

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

  /** How the server itself is. */
  abstract status(): Promise<ServerStatus>;

  /** All stored alerts, resolved ones too; at least those that have all of these labels. */
  abstract alerts(equalities?: readonly Equality[]): Iterable<Alert>;

  /** The stored alert of a fingerprint. */
  abstract alert(fingerprint: string): Alert | undefined;

  /** Tells what changes. */
  abstract readonly changes: ChangeFeed;
  abstract readonly silences: SilencesView;
  abstract readonly deliveries: DeliveryDesk;
  abstract readonly past: Past;
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

  /** The routing tree, and as it is written: what a route does not say itself it inherits. */
  readonly routing: { readonly root: Route; readonly written: RouteConfig };

  /** Names of the time intervals that mute a route's groups at a moment. */
  mutedBy(route: Route, nowMs: number): readonly string[];

  /** Whether a time interval of the configuration holds at a moment. */
  intervalHolds(name: string, nowMs: number): boolean;

  /** The most urgent first. */
  readonly severities: Severities;

  /** Stores, routes and groups alerts. Resolves once what must survive a crash is on disk. */
  ingest(alerts: readonly Alert[]): Promise<void>;

  groups(): Iterable<GroupView>;

  /** @returns undefined where there is none now */
  group(id: string): GroupView | undefined;

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

  /** The same, with the rule. */
  inhibition(labels: LabelSet, nowMs: number): Inhibition | undefined;

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
  readonly groupKey: string;
  readonly routeId: string;
  /** Milliseconds since the epoch. */
  readonly nextFlushAtMs: number;
  /** When its alerts last changed; to be sent again is no change. */
  readonly updatedAtMs: number;
  /** Counts the changes. */
  readonly version: number;
  /** How many alerts it holds, resolved ones too. */
  readonly size: number;
  /** What can be said of its alerts together. */
  facts(nowMs: number): GroupFacts;
  /** Whether people were told of it. */
  delivery(): Promise<GroupDelivery>;
}

/** Whether people were told of a group. */
export interface GroupDelivery {
  readonly state: 'none' | 'queued' | 'sent' | 'failed';
  /** Since when it is so; for `sent` when they were told last. Milliseconds since the epoch. */
  readonly atMs?: number;
  /** What the last attempt came to. */
  readonly error?: string;
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

/** How the server itself is. Times are milliseconds since the epoch. */
export interface ServerStatus {
  readonly configuration: {
    /** Paths, `alertmanager.yml` first. */
    readonly files: readonly string[];
    readonly hash: number;
    readonly loadedAtMs: number;
    /** undefined where nobody has asked for one; without an error, it was applied. */
    readonly lastReload: { readonly atMs: number; readonly error: string | undefined } | undefined;
  };
  readonly storage: {
    /** redis: shared with other replicas, and the disk has what is this one's own. */
    readonly kind: 'embedded' | 'redis';
    /** Why it cannot be written, or Redis is away, now. */
    readonly failure: string | undefined;
    readonly path: string;
    /** Of all its files. */
    readonly bytes: number;
  };
  /** Bounds that were reached since the start, and how often. */
  readonly limits: readonly { readonly bound: string; readonly count: number }[];
  readonly retentionMs: number;
}

export interface ClusterView {
  /** Absent where clustering is disabled. */
  readonly name?: string;
  readonly status: 'ready' | 'settling' | 'disabled';
  /** This replica is among them. */
  readonly peers: readonly { readonly name: string; readonly address: string }[];
}
