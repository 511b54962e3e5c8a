import { type Alert, isResolved } from '../alerts/alert.js';
import type { Clock } from '../clock/clock.js';
import type { DeliveryLog } from '../deliveries/delivery-log.js';
import { type AlertLife, lifeOf, mutedIn, toldIn } from '../explain/alert-life.js';
import type { ExplainFacts, GroupFacts, IntegrationFacts, MutedFacts, ToldFacts, WayFacts } from '../explain/facts.js';
import type { AggregationGroup } from '../grouping/aggregation-group.js';
import { alertEventOf } from '../history/alert-event.js';
import { type RecordedFlush, recordedFlushOf } from '../history/flush-entry.js';
import { type Describe, muteKey } from '../history/mute-cause.js';
import type { RoutePath } from '../history/route-path.js';
import { alertHash } from '../labels/alert-hash.js';
import { LabelSet } from '../labels/label-set.js';
import type { DeliveryQueue } from '../notify/delivery-queue.js';
import type { DropReason } from '../notify/stage.js';
import { groupId as groupIdOf } from '../routing/group-id.js';
import { groupKey as groupKeyOf } from '../routing/group-key.js';
import type { Route } from '../routing/route.js';
import type { Silencer } from '../silences/silencer.js';
import type { Storage } from '../storage/storage.js';
import { blockedRoutes } from './blocked-routes.js';
import { endOf } from './interval-end.js';
import { deliveriesAt } from './past-deliveries.js';
import type { Running } from './running.js';

export interface ExplainFactsParts {
  readonly clock: Clock;
  readonly storage: Pick<Storage, 'alerts' | 'history' | 'notificationLog'>;
  readonly queue: Pick<DeliveryQueue, 'list'>;
  readonly deliveries: Pick<DeliveryLog, 'list'>;
  readonly silencer: Pick<Silencer, 'silencedBy'>;
  readonly running: () => Running;
  readonly describe: Describe;
  readonly pathOf: (route: Route) => RoutePath;
  readonly groupsMax: number;
}

export interface AlertQuestion {
  readonly fingerprint: string;
  readonly atMs: number;
  readonly isPast: boolean;
  /** Only the ways to this one. */
  readonly receiver: string | undefined;
}

/** Events of one alert that are looked at, the newest. */
const EVENTS_MAX = 1_000;

/** Flushes of a group that are looked at for one that has looked at the alert. */
const FLUSHES_MAX = 20;

interface FoundFlushes {
  /** The last one that has looked at the alert. */
  readonly flush: RecordedFlush | undefined;
  /** When the group was flushed last, whatever was in it. */
  readonly flushedAtMs: number | undefined;
}

/** A place of an alert in the routing tree: as it is now, or as it was written down. */
interface Place {
  readonly groupId: string;
  readonly groupKey: string;
  readonly receiver: string;
  readonly route: RoutePath;
  /** As it is now; undefined for what was written down. */
  readonly live: { readonly route: Route; readonly group: AggregationGroup | undefined } | undefined;
}

/** Gathers what is known of one alert at one moment: from the engine at work, and from the history. */
export class ExplainFactsSource {
  constructor(private readonly parts: ExplainFactsParts) {}

  /** @returns undefined where there was no such alert */
  async of(question: AlertQuestion): Promise<ExplainFacts | undefined> {
    const { fingerprint, atMs, isPast, receiver } = question;
    const known = this.parts.storage.alerts.get(fingerprint);
    // An alert that says nothing of its start starts with its end, which may be ahead.
    const stored = known !== undefined && (!isPast || known.startsAt.ms <= atMs) ? known : undefined;
    const life = await this.#life(fingerprint, atMs);
    if (stored === undefined && life === undefined) return undefined;
    const labels = stored?.labels ?? LabelSet.of(life?.labels ?? {});
    const alert = alertFactsOf(labels, isPast ? undefined : stored, life, atMs, known);
    const places = this.#places(labels, isPast ? undefined : stored, life);
    const asked = places.filter((place) => receiver === undefined || place.receiver === receiver);
    const ways: WayFacts[] = [];
    for (const place of asked) ways.push(await this.#way(place, labels, alert, life, question));
    const elsewhere = receiver === undefined || ways.length > 0 ? undefined : this.#elsewhere(labels, receiver);
    if (elsewhere === undefined) return { atMs, isPast, alert, ways, elsewhere };
    const others: WayFacts[] = [];
    for (const place of places) others.push(await this.#way(place, labels, alert, life, question));
    return { atMs, isPast, alert, ways: others, elsewhere };
  }

  async #life(fingerprint: string, atMs: number): Promise<AlertLife | undefined> {
    const query = { about: fingerprint, toMs: atMs, newestFirst: true, limit: EVENTS_MAX };
    const { items } = await this.parts.storage.history.list('alerts', query);
    return lifeOf(items.map(alertEventOf).toReversed());
  }

  #places(labels: LabelSet, stored: Alert | undefined, life: AlertLife | undefined): readonly Place[] {
    if (stored === undefined && life !== undefined && life.groups.length > 0) {
      return life.groups.map((group) => ({ ...group, live: undefined }));
    }
    // Of what was not written down it can only be said where it would go now.
    const { configured, dispatcher } = this.parts.running();
    return configured.routes.match(labels).map((route) => {
      const groupLabels = route.groupLabels(labels);
      const group = dispatcher.group(route, groupLabels);
      return {
        groupId: groupIdOf(route, groupLabels),
        groupKey: groupKeyOf(route, groupLabels),
        receiver: route.receiver,
        route: this.parts.pathOf(route),
        live: { route, group: group?.has(labels.fingerprint) === true ? group : undefined },
      };
    });
  }

  async #way(
    place: Place,
    labels: LabelSet,
    alert: ExplainFacts['alert'],
    life: AlertLife | undefined,
    { atMs, isPast }: AlertQuestion,
  ): Promise<WayFacts> {
    const { groupId, receiver, route, live } = place;
    const sinceMs = life?.firedAtMs ?? 0;
    const { flush, flushedAtMs } = await this.#flush(groupId, alert.fingerprint, sinceMs, atMs);
    const deliveries = await deliveriesAt(
      { groupId, fingerprint: alert.fingerprint, sinceMs, atMs },
      { log: this.parts.deliveries, queue: this.parts.queue, history: this.parts.storage.history },
    );
    const group = groupFactsOf(place, labels, { flush, flushedAtMs }, life, isPast);
    const context = { place, labels, alert, life, group, atMs, isPast };
    const integrations = await Promise.all(
      this.#integrations(receiver, flush, isPast).map(async ({ integration, sendResolved, key }) => ({
        integration,
        sendResolved,
        ...(await this.#told(context, { integration, sendResolved, key })),
        delivery: deliveries.get(integration),
      })),
    );
    const { groupWaitMs, groupIntervalMs } = live?.route ?? {};
    const { dispatcher } = this.parts.running();
    return {
      receiver,
      route,
      timing: groupWaitMs === undefined || groupIntervalMs === undefined ? undefined : { groupWaitMs, groupIntervalMs },
      group,
      isLimitReached: live !== undefined && live.group === undefined && dispatcher.groupCount >= this.parts.groupsMax,
      muted: this.#muted(place, labels, life, atMs, isPast),
      flush,
      events: (life?.events ?? []).filter(
        ({ happening, atMs: happenedMs }) =>
          happenedMs >= sinceMs && 'groupId' in happening && happening.groupId === groupId,
      ),
      integrations,
    };
  }

  async #flush(groupId: string, fingerprint: string, sinceMs: number, atMs: number): Promise<FoundFlushes> {
    const query = { about: groupId, toMs: atMs, newestFirst: true, limit: FLUSHES_MAX };
    const { items } = await this.parts.storage.history.list('flushes', query);
    const flushes = items.map(recordedFlushOf);
    const found = flushes.find((each) => each.lastAtMs >= sinceMs && looksAt(each, fingerprint));
    const [newest] = flushes;
    return {
      // How many of those that decided alike had been by then is not kept.
      flush: found && (found.lastAtMs > atMs ? { ...found, lastAtMs: found.atMs, count: 1 } : found),
      flushedAtMs: newest && Math.min(newest.lastAtMs, atMs),
    };
  }

  #integrations(receiver: string, flush: RecordedFlush | undefined, isPast: boolean) {
    const configured = this.parts
      .running()
      .configured.integrations.of(receiver)
      .map(({ type, index, sendResolved }) => ({
        integration: `${type}[${index}]`,
        sendResolved,
        key: { receiver, type, index },
      }));
    if (!isPast || flush === undefined) return configured;
    return flush.decisions.map(({ integration }) => {
      const still = configured.find((each) => each.integration === integration);
      return still ?? { integration, sendResolved: undefined, key: undefined };
    });
  }

  /** What an integration knows of the alert: as it was written down, or as the notification log has it. */
  async #told(
    {
      place,
      labels,
      alert,
      life,
      group,
      isPast,
    }: {
      place: Place;
      labels: LabelSet;
      alert: ExplainFacts['alert'];
      life: AlertLife | undefined;
      group: GroupFacts | undefined;
      isPast: boolean;
    },
    {
      integration,
      sendResolved,
      key,
    }: {
      integration: string;
      sendResolved: boolean | undefined;
      key: { receiver: string; type: string; index: number } | undefined;
    },
  ): Promise<Pick<IntegrationFacts, 'told' | 'toldEnd' | 'repeatAtMs'>> {
    const { groupId, groupKey, live } = place;
    const written = (status: 'firing' | 'resolved') => life && toldIn(life, { groupId, integration, status });
    const entry =
      isPast || key === undefined || live === undefined
        ? undefined
        : await this.parts.storage.notificationLog.last(groupKey, key);
    const hash = alertHash(labels);
    const isLogged = entry !== undefined && entry.sentAtMs >= (alert.receivedAtMs ?? alert.startsAtMs);
    const told = toldFacts(written('firing'), isLogged && entry.firing.includes(hash) ? entry.sentAtMs : undefined);
    // The log has ends that nobody wanted to hear of, too.
    const isEndLogged = isLogged && sendResolved !== false && entry.resolved.includes(hash);
    const endAtMs = isEndLogged ? entry.sentAtMs : undefined;
    const toldEnd = alert.endedAtMs === undefined ? undefined : toldFacts(written('resolved'), endAtMs);
    const isRepeated = told !== undefined && isLogged && alert.endedAtMs === undefined && live !== undefined;
    return {
      told,
      toldEnd,
      repeatAtMs: isRepeated ? repeatAt(live.route, entry.sentAtMs, group?.nextFlushMs) : undefined,
    };
  }

  #muted(
    { groupId, live }: Place,
    labels: LabelSet,
    life: AlertLife | undefined,
    atMs: number,
    isPast: boolean,
  ): MutedFacts | undefined {
    const written = life && mutedIn(life, groupId);
    if (isPast || live?.group === undefined) return written && { ...written, untilMs: undefined };
    const now = this.#stage(live.route, labels, atMs);
    if (now === undefined) return undefined;
    const cause = this.parts.describe(now.reason, labels.fingerprint, atMs);
    const isSame = written !== undefined && muteKey(written.cause) === muteKey(cause);
    return { cause, sinceMs: isSame ? written.sinceMs : undefined, untilMs: now.untilMs() };
  }

  /** The first stage that would drop the alert now. */
  #stage(
    route: Route,
    labels: LabelSet,
    nowMs: number,
  ): { reason: DropReason; untilMs(): number | undefined } | undefined {
    const { inhibitor, configured } = this.parts.running();
    const { intervals } = configured;
    const found = inhibitor.find(labels, nowMs);
    if (found !== undefined) {
      const reason = { kind: 'inhibited', rule: found.rule.name, source: found.source.labels.fingerprint } as const;
      return { reason, untilMs: () => undefined };
    }
    const { activeTimeIntervals: active, muteTimeIntervals: mute } = route;
    const isActive = (atMs: number) => intervals.matching(active, atMs).length > 0;
    if (active.length > 0 && !isActive(nowMs)) {
      const reason = { kind: 'outside active time', intervals: active } as const;
      return { reason, untilMs: () => endOf((atMs) => !isActive(atMs), nowMs) };
    }
    const muting = intervals.matching(mute, nowMs);
    if (muting.length > 0) {
      const reason = { kind: 'in mute time', intervals: muting } as const;
      return { reason, untilMs: () => endOf((atMs) => intervals.matching(mute, atMs).length > 0, nowMs) };
    }
    const silences = this.parts.silencer.silencedBy(labels, nowMs);
    return silences.length === 0 ? undefined : { reason: { kind: 'silenced', silences }, untilMs: () => undefined };
  }

  #elsewhere(labels: LabelSet, receiver: string): ExplainFacts['elsewhere'] {
    const { root, loaded } = this.parts.running().configured;
    const isConfigured = loaded.config.receivers.some(({ name }) => name === receiver);
    return blockedRoutes(root, labels, receiver, isConfigured);
  }
}

function alertFactsOf(
  labels: LabelSet,
  stored: Alert | undefined,
  life: AlertLife | undefined,
  atMs: number,
  known: Alert | undefined,
): ExplainFacts['alert'] {
  const isOver = stored === undefined ? life?.end !== undefined : isResolved(stored, atMs);
  const endedAtMs = stored === undefined ? life?.end?.atMs : stored.endsAt.ms;
  return {
    fingerprint: labels.fingerprint,
    labels: labels.toJSON(),
    startsAtMs: stored?.startsAt.ms ?? life?.startsAtMs ?? known?.startsAt.ms ?? life?.events[0]?.atMs ?? atMs,
    receivedAtMs: life?.firedAtMs,
    endedAtMs: isOver ? endedAtMs : undefined,
    isTimeout: (stored === undefined ? life?.end?.isTimeout : stored.timeout) ?? false,
  };
}

function groupFactsOf(
  { groupId, groupKey, live }: Place,
  labels: LabelSet,
  { flush, flushedAtMs }: FoundFlushes,
  life: AlertLife | undefined,
  isPast: boolean,
): GroupFacts | undefined {
  const joined = life?.groups.find((each) => each.groupId === groupId);
  if (live !== undefined && live.group === undefined && joined === undefined) return undefined;
  return {
    id: groupId,
    key: groupKey,
    labels: joined?.groupLabels ?? flush?.groupLabels ?? live?.route.groupLabels(labels).toJSON() ?? {},
    flushedAtMs,
    joinedAtMs: joined?.joinedAtMs,
    nextFlushMs: isPast ? undefined : live?.group?.nextFlushMs,
  };
}

function looksAt({ firing, resolved, counts }: RecordedFlush, fingerprint: string): boolean {
  const isNamed = firing.includes(fingerprint) || resolved.includes(fingerprint);
  return isNamed || firing.length + resolved.length < counts.firing + counts.resolved;
}

function toldFacts(
  written: { readonly atMs: number; readonly deliveryId: string } | undefined,
  loggedMs: number | undefined,
): ToldFacts | undefined {
  const atMs = written?.atMs ?? loggedMs;
  if (atMs === undefined) return undefined;
  return { atMs, lastAtMs: Math.max(atMs, loggedMs ?? atMs), deliveryId: written?.deliveryId };
}

/** The first flush that comes after the repeat interval. */
function repeatAt({ repeatIntervalMs, groupIntervalMs }: Route, sentAtMs: number, nextFlushMs: number | undefined) {
  if (nextFlushMs === undefined) return undefined;
  const missing = sentAtMs + repeatIntervalMs - nextFlushMs;
  return nextFlushMs + Math.max(0, Math.floor(missing / groupIntervalMs) + 1) * groupIntervalMs;
}
