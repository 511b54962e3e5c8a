import { type Alert, isResolved } from '../alerts/alert.js';
import type { DeliveryLog } from '../deliveries/delivery-log.js';
import { type AlertLife, lifeOf } from '../explain/alert-life.js';
import type { AlertFacts, ExplainFacts, WayFacts } from '../explain/facts.js';
import { alertEventOf } from '../history/alert-event.js';
import type { RoutePath } from '../history/route-path.js';
import { LabelSet } from '../labels/label-set.js';
import type { DeliveryQueue } from '../notify/delivery-queue.js';
import type { Route } from '../routing/route.js';
import type { Storage } from '../storage/storage.js';
import { type AlertPlace, groupFacts, livePlaces, writtenPlaces } from './alert-place.js';
import { blockedRoutes } from './blocked-routes.js';
import { type MutedFactsParts, mutedFacts } from './muted-facts.js';
import { deliveriesAt } from './past-deliveries.js';
import { flushesAt } from './past-flushes.js';
import { integrationsOf, toldFacts } from './told-facts.js';

export interface ExplainFactsParts extends MutedFactsParts {
  readonly storage: Pick<Storage, 'alerts' | 'history' | 'notificationLog'>;
  readonly queue: Pick<DeliveryQueue, 'list'>;
  readonly deliveries: Pick<DeliveryLog, 'list'>;
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

/** An alert, as far as it is known at the moment that is asked about. */
interface AskedAlert extends Pick<AlertQuestion, 'atMs' | 'isPast'> {
  readonly labels: LabelSet;
  readonly alert: AlertFacts;
  readonly life: AlertLife | undefined;
}

/** Events of one alert that are looked at, the newest. */
const EVENTS_MAX = 1_000;

/** Gathers what is known of one alert at one moment: from the engine at work, and from the history. */
export class ExplainFactsSource {
  constructor(private readonly parts: ExplainFactsParts) {}

  /** @returns undefined where there was no such alert */
  async of({ fingerprint, atMs, isPast, receiver }: AlertQuestion): Promise<ExplainFacts | undefined> {
    const known = this.parts.storage.alerts.get(fingerprint);
    // An alert that says nothing of its start starts with its end, which may be ahead.
    const stored = known !== undefined && (!isPast || known.startsAt.ms <= atMs) ? known : undefined;
    const life = await this.#life(fingerprint, atMs);
    if (stored === undefined && life === undefined) return undefined;
    const labels = stored?.labels ?? LabelSet.of(life?.labels ?? {});
    const now = isPast ? undefined : stored;
    const alert = alertFacts(labels, now, life, { atMs, startsAtMs: known?.startsAt.ms });
    const asked: AskedAlert = { labels, alert, life, atMs, isPast };
    const { running, pathOf } = this.parts;
    const places =
      now === undefined ? writtenPlaces(labels, life, running(), pathOf) : livePlaces(labels, running(), pathOf);
    const meant = places.filter((place) => receiver === undefined || place.receiver === receiver);
    const isElsewhere = receiver !== undefined && meant.length === 0;
    const ways: WayFacts[] = [];
    for (const place of isElsewhere ? places : meant) ways.push(await this.#way(place, asked));
    const elsewhere = isElsewhere ? this.#elsewhere(labels, receiver) : undefined;
    return { atMs, isPast, alert, ways, elsewhere };
  }

  async #life(fingerprint: string, atMs: number): Promise<AlertLife | undefined> {
    const query = { about: fingerprint, toMs: atMs, newestFirst: true, limit: EVENTS_MAX };
    const { items } = await this.parts.storage.history.list('alerts', query);
    return lifeOf(items.map(alertEventOf).toReversed());
  }

  async #way(place: AlertPlace, asked: AskedAlert): Promise<WayFacts> {
    const { groupId, receiver, route, live } = place;
    const { labels, alert, life, atMs, isPast } = asked;
    const { storage, deliveries: log, queue, groupsMax } = this.parts;
    const { dispatcher } = this.parts.running();
    const sinceMs = life?.firedAtMs ?? 0;
    const about = { groupId, fingerprint: alert.fingerprint, sinceMs, atMs };
    const flushes = await flushesAt(storage.history, about);
    const deliveries = await deliveriesAt(about, { log, queue, history: storage.history });
    const integrations = integrationsOf(receiver, this.parts.running(), isPast ? flushes.flush : undefined);
    const { groupWaitMs, groupIntervalMs } = live?.route ?? {};
    return {
      receiver,
      route,
      timing: groupWaitMs === undefined || groupIntervalMs === undefined ? undefined : { groupWaitMs, groupIntervalMs },
      group: groupFacts(place, labels, flushes, life, isPast),
      isLimitReached: live !== undefined && live.group === undefined && dispatcher.groupCount >= groupsMax,
      muted: mutedFacts(place, labels, life, asked, this.parts),
      flush: flushes.flush,
      events: (life?.events ?? []).filter(
        ({ happening, atMs: happenedMs }) =>
          happenedMs >= sinceMs && 'groupId' in happening && happening.groupId === groupId,
      ),
      integrations: await Promise.all(
        integrations.map(async (each) => ({
          integration: each.integration,
          sendResolved: each.sendResolved,
          ...(await toldFacts({ place, ...asked }, each, storage.notificationLog)),
          delivery: deliveries.get(each.integration),
        })),
      ),
    };
  }

  #elsewhere(labels: LabelSet, receiver: string): ExplainFacts['elsewhere'] {
    const { root, loaded } = this.parts.running().configured;
    const isConfigured = loaded.config.receivers.some(({ name }) => name === receiver);
    return blockedRoutes(root, labels, receiver, isConfigured);
  }
}

/** @param stored as it is now; undefined for the past and for an alert that is forgotten: what was written down counts */
function alertFacts(
  labels: LabelSet,
  stored: Alert | undefined,
  life: AlertLife | undefined,
  known: { readonly atMs: number; readonly startsAtMs: number | undefined },
): AlertFacts {
  const { fingerprint } = labels;
  const receivedAtMs = life?.firedAtMs;
  const shared = { fingerprint, labels: labels.toJSON(), receivedAtMs };
  if (stored !== undefined) {
    const endedAtMs = isResolved(stored, known.atMs) ? stored.endsAt.ms : undefined;
    return { ...shared, startsAtMs: stored.startsAt.ms, endedAtMs, isTimeout: stored.timeout };
  }
  const { startsAtMs = known.startsAtMs ?? life?.events[0]?.atMs ?? known.atMs, end } = life ?? {};
  return { ...shared, startsAtMs, endedAtMs: end?.atMs, isTimeout: end?.isTimeout ?? false };
}
