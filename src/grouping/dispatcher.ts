import { type Alert, isResolved } from '../alerts/alert.js';
import { compareAlerts } from '../alerts/alert-order.js';
import type { AlertStore } from '../alerts/alert-store.js';
import type { Clock } from '../clock/clock.js';
import type { LabelSet } from '../labels/label-set.js';
import type { Logger } from '../log/logger.js';
import type { FlushedAlert } from '../notify/delivery.js';
import type { Flush } from '../notify/flush.js';
import type { Pipeline, PipelineResult } from '../notify/pipeline.js';
import type { Route } from '../routing/route.js';
import type { RouteMatcher } from '../routing/route-matcher.js';
import { AggregationGroup, type AlertMark } from './aggregation-group.js';
import type { DispatchEvents } from './dispatch-events.js';
import type { DispatchTrace } from './dispatch-trace.js';
import type { FlushLedger } from './flush-ledger.js';
import { GroupTable } from './group-table.js';
import { GroupTimers, timerOf } from './group-timers.js';

export interface DispatcherParts {
  readonly clock: Clock;
  readonly alerts: Pick<AlertStore, 'put' | 'list' | 'subscribe'>;
  readonly routes: RouteMatcher;
  readonly pipeline: Pick<Pipeline, 'run'>;
  readonly ledger: FlushLedger;
  readonly logger: Logger;
  /** A new id for each flush. */
  readonly newId: () => string;
  readonly metrics: DispatcherMetrics;
  readonly trace?: DispatchTrace | undefined;
  readonly events?: DispatchEvents | undefined;
}

export interface DispatcherMetrics {
  /** An alert was routed and grouped. */
  alertProcessed(seconds: number): void;
  /** An alert was left out, because there are as many groups as there may be. */
  groupLimitReached(): void;
}

export interface DispatcherOptions {
  /** No group is flushed before this moment, milliseconds since the epoch (`--dispatch.start-delay`). */
  readonly runAfterMs: number;
  /** How many groups there may be at once. */
  readonly groupsMax: number;
  /** Due times to go on with, where groups of the last configuration or process live on; NONE: all begin anew. */
  readonly resume: GroupTimers;
}

/** Sorts alerts into groups and flushes each group in the rhythm of its route. */
export class Dispatcher {
  readonly #groups = new GroupTable();
  readonly #flushes = new Set<Promise<void>>();
  #unsubscribe: (() => void) | undefined;
  /** Only for the groups that live on: one that begins later has a rhythm of its own. */
  #resume: GroupTimers;
  #isStarting = true;
  #isStopped = false;

  constructor(
    private readonly parts: DispatcherParts,
    private readonly options: DispatcherOptions,
  ) {
    this.#resume = options.resume;
  }

  /** Groups the alerts that are stored already, and from now on each that comes. Returns when all are grouped. */
  start(): void {
    this.#unsubscribe = this.parts.alerts.subscribe((alert) => this.#insert(alert));
    for (const alert of this.parts.alerts.list()) this.#insert(alert);
    this.#isStarting = false;
    this.#resume = GroupTimers.NONE;
    this.parts.ledger.retain(new Set(Array.from(this.groups(), ({ id }) => id)));
  }

  /** Stores and groups alerts. Resolves once what must survive a crash is on disk. */
  ingest(alerts: readonly Alert[]): Promise<void> {
    return this.parts.alerts.put(alerts);
  }

  /** The groups that hold an alert. */
  *groups(): IterableIterator<AggregationGroup> {
    for (const group of this.#groups) {
      if (!group.isDestroyed) yield group;
    }
  }

  /** The group of a route with these labels. */
  group(route: Route, labels: LabelSet): AggregationGroup | undefined {
    const group = this.#groups.get(route, labels);
    return group?.isDestroyed === true ? undefined : group;
  }

  /** How many groups there are, empty ones too until the next sweep. */
  get groupCount(): number {
    return this.#groups.size;
  }

  /** How some groups stand now, as a flush would see them, by their ids; groups that are gone are left out. */
  snapshots(ids: ReadonlySet<string>): ReadonlyMap<string, Flush> {
    const wanted = [...this.groups()].filter(({ id, size }) => size > 0 && ids.has(id));
    return new Map(wanted.map((group) => [group.id, this.#snapshot(group)]));
  }

  /**
   * Removes the groups that were destroyed since the last time. Flushes at once those whose moment is further away than their
   * route ever waits: the clock has been set back since, and people must not wait for as long.
   */
  sweep(): void {
    this.#groups.sweep();
    const nowMs = this.parts.clock.now();
    for (const group of this.groups()) {
      const { groupWaitMs, groupIntervalMs } = group.route;
      const latestMs = Math.max(nowMs + groupWaitMs, nowMs + groupIntervalMs, this.options.runAfterMs);
      if (group.nextFlushMs > latestMs) this.#arm(group, nowMs);
    }
  }

  timers(): GroupTimers {
    return new GroupTimers(Array.from(this.groups(), timerOf));
  }

  /** Ends all timers and waits for the flushes that have begun; their deliveries go on without it. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#unsubscribe?.();
    for (const group of this.#groups) group.disarm();
    await Promise.all(this.#flushes);
  }

  #insert(alert: Alert): void {
    const startedMs = this.parts.clock.now();
    const { trace } = this.parts;
    if (trace === undefined) this.#route(alert);
    else trace.route(alert, () => this.#route(alert));
    this.parts.metrics.alertProcessed((this.parts.clock.now() - startedMs) / 1000);
  }

  #route(alert: Alert): void {
    const { routes, trace } = this.parts;
    for (const route of routes.match(alert.labels)) {
      if (trace === undefined) this.#insertInto(route, alert);
      else trace.group(alert, route, () => this.#insertInto(route, alert));
    }
  }

  #insertInto(route: Route, alert: Alert): void {
    const known = this.#groups.get(route, alert.labels);
    if (known !== undefined && !known.isDestroyed) {
      this.#put(alert, known);
      return;
    }
    if (known === undefined && this.#groups.size >= this.options.groupsMax) {
      this.parts.metrics.groupLimitReached();
      this.parts.logger.error(
        'Alert not grouped: too many aggregation groups; group by fewer labels or raise the limit',
        {
          limit: this.options.groupsMax,
          receiver: route.receiver,
          fingerprint: alert.labels.fingerprint,
        },
      );
      return;
    }
    const group = new AggregationGroup(route, route.groupLabels(alert.labels));
    this.#put(alert, group);
    this.#groups.set(group);
    this.#arm(group, Math.max(this.#firstFlushMs(group, alert), this.options.runAfterMs));
    this.parts.ledger.arm(timerOf(group), this.#isStarting && this.options.resume === GroupTimers.NONE);
  }

  #put(alert: Alert, group: AggregationGroup): void {
    const { trace, events } = this.parts;
    const insert = () => {
      if (group.insert(alert)) events?.grouped(alert, group);
    };
    if (trace === undefined) insert();
    else trace.insert(alert, group, insert);
  }

  #firstFlushMs(group: AggregationGroup, alert: Alert): number {
    const nowMs = this.parts.clock.now();
    const resumed = this.#resume.dueMs(group, nowMs);
    if (resumed !== undefined) return resumed;
    const { groupWaitMs } = group.route;
    // An alert that is older than group_wait has waited long enough elsewhere.
    return alert.startsAt.ms + groupWaitMs < nowMs ? nowMs : nowMs + groupWaitMs;
  }

  #arm(group: AggregationGroup, atMs: number): void {
    group.arm(atMs, (at) => this.parts.clock.at(at, () => this.#due(group, at)));
  }

  #due(group: AggregationGroup, dueMs: number): void {
    // Set before sending, so that sending does not shift the rhythm. After a long sleep of the machine the missed
    // flushes are not caught up one by one.
    const nowMs = this.parts.clock.now();
    // A timer that runs before its moment has waited its time: the clock was set back.
    const nextMs = Math.min(dueMs, nowMs) + group.route.groupIntervalMs;
    this.#arm(group, nextMs > nowMs ? nextMs : nowMs + group.route.groupIntervalMs);
    this.#flushSoon(group, dueMs);
  }

  #flushSoon(group: AggregationGroup, dueMs: number): void {
    if (group.isFlushing) {
      group.isOverdue = true;
      return;
    }
    group.isFlushing = true;
    const flush = this.#flush(group, dueMs).finally(() => {
      group.isFlushing = false;
      this.#flushes.delete(flush);
      if (!group.isOverdue || this.#isStopped) return;
      group.isOverdue = false;
      this.#flushSoon(group, this.parts.clock.now());
    });
    this.#flushes.add(flush);
  }

  async #flush(group: AggregationGroup, dueMs: number): Promise<void> {
    if (group.size === 0) return;
    try {
      if (!(await this.parts.ledger.claim(group.id, dueMs))) return;
      const flush = this.#snapshot(group);
      this.parts.events?.flushing(flush, group);
      const result = await this.parts.pipeline.run(flush);
      // Where another flush has ended the group meanwhile, one with the same labels may have begun.
      if (!group.isDestroyed) await this.parts.ledger.commit(timerOf(group));
      mark(group, result);
      this.#forgetWhatIsSettled(group, flush, result).catch((error: unknown) => this.#logFailure(group, error));
    } catch (error) {
      this.#logFailure(group, error);
    }
  }

  #logFailure({ groupKey }: AggregationGroup, error: unknown): void {
    this.parts.logger.error('Flush failed; its alerts are tried again with the next one', {
      aggrGroup: groupKey,
      err: String(error),
    });
  }

  #snapshot(group: AggregationGroup): Flush {
    const nowMs = this.parts.clock.now();
    const alerts: FlushedAlert[] = group
      .alerts()
      .toSorted((a, b) => compareAlerts(a.labels, b.labels))
      .map((alert) => ({ alert, resolved: isResolved(alert, nowMs), muted: false }));
    return {
      id: this.parts.newId(),
      nowMs,
      groupId: group.id,
      groupKey: group.groupKey,
      groupLabels: group.labels,
      route: group.route,
      alerts,
    };
  }

  /** Once everybody knows, resolved alerts leave the group; the last one takes the group with it. */
  async #forgetWhatIsSettled(group: AggregationGroup, flush: Flush, { settled }: PipelineResult): Promise<void> {
    const isDone = (await settled) && !this.#isStopped;
    this.parts.events?.settled(flush, isDone);
    if (!isDone) return;
    group.remove(flush.alerts.filter(({ resolved }) => resolved).map(({ alert }) => alert));
    if (group.size > 0 || group.isDestroyed) return;
    group.isDestroyed = true;
    group.disarm();
    this.parts.ledger.end(group.id);
  }
}

function mark(group: AggregationGroup, { record }: PipelineResult): void {
  const suppressed = new Set(
    record.dropped
      .filter(({ reason }) => reason.kind === 'inhibited' || reason.kind === 'silenced')
      .map(({ fingerprint }) => fingerprint),
  );
  for (const fingerprint of [...record.firing, ...record.resolved])
    group.mark(fingerprint, suppressed.has(fingerprint));
}

/** How many alerts of the groups that still fire bear each mark; of several groups the strongest mark counts. */
export function countMarks(groups: Iterable<AggregationGroup>, nowMs: number): Record<AlertMark, number> {
  const strength: Record<AlertMark, number> = { unprocessed: 0, active: 1, suppressed: 2 };
  const marks = new Map<string, AlertMark>();
  for (const group of groups) {
    for (const alert of group.alerts()) {
      if (isResolved(alert, nowMs)) continue;
      const { fingerprint } = alert.labels;
      const mark = group.markOf(fingerprint);
      const known = marks.get(fingerprint);
      if (known === undefined || strength[mark] > strength[known]) marks.set(fingerprint, mark);
    }
  }
  const counts: Record<AlertMark, number> = { unprocessed: 0, active: 0, suppressed: 0 };
  for (const mark of marks.values()) counts[mark]++;
  return counts;
}
