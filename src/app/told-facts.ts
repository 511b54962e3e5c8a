import { type AlertLife, toldIn } from '../explain/alert-life.js';
import type { AlertFacts, IntegrationFacts, ToldFacts } from '../explain/facts.js';
import type { RecordedFlush } from '../history/flush-entry.js';
import { alertHash } from '../labels/alert-hash.js';
import type { LabelSet } from '../labels/label-set.js';
import type { IntegrationKey, NotificationLog } from '../nflog/notification-log.js';
import type { Route } from '../routing/route.js';
import type { AlertPlace } from './alert-place.js';
import type { Running } from './running.js';

/** An integration of a receiver; of the past without what only the configuration at work knows. */
export interface AskedIntegration extends Pick<IntegrationFacts, 'integration' | 'sendResolved'> {
  readonly key: IntegrationKey | undefined;
}

export interface ToldQuestion {
  readonly place: AlertPlace;
  readonly labels: LabelSet;
  readonly alert: AlertFacts;
  readonly life: AlertLife | undefined;
  readonly isPast: boolean;
}

/** The integrations of a receiver: those of now, or those that a flush of the past decided for. */
export function integrationsOf(
  receiver: string,
  { configured }: Running,
  past: RecordedFlush | undefined,
): readonly AskedIntegration[] {
  const now = configured.integrations.of(receiver).map(({ type, index, sendResolved }) => {
    return { integration: `${type}[${index}]`, sendResolved, key: { receiver, type, index } };
  });
  if (past === undefined) return now;
  return past.decisions.map(({ integration }) => {
    const still = now.find((each) => each.integration === integration);
    return still ?? { integration, sendResolved: undefined, key: undefined };
  });
}

/** What an integration knows of an alert: as it was written down, or as the notification log has it. */
export async function toldFacts(
  { place, labels, alert, life, isPast }: ToldQuestion,
  { integration, sendResolved, key }: AskedIntegration,
  log: Pick<NotificationLog, 'last'>,
): Promise<Pick<IntegrationFacts, 'told' | 'toldEnd' | 'repeatAtMs'>> {
  const { groupId, groupKey, live } = place;
  const written = (status: 'firing' | 'resolved') => life && toldIn(life, { groupId, integration, status });
  const isAsked = !isPast && key !== undefined && live !== undefined;
  const entry = isAsked ? await log.last(groupKey, key) : undefined;
  const isLogged = entry !== undefined && entry.sentAtMs >= (alert.receivedAtMs ?? alert.startsAtMs);
  const hash = alertHash(labels);
  const told = joined(written('firing'), isLogged && entry.firing.includes(hash) ? entry.sentAtMs : undefined);
  if (alert.endedAtMs === undefined) {
    const isRepeated = told !== undefined && isLogged && live !== undefined;
    const repeatAtMs = isRepeated ? repeatAt(live.route, entry.sentAtMs, live.group?.nextFlushMs) : undefined;
    return { told, toldEnd: undefined, repeatAtMs };
  }
  // The log has ends that nobody wanted to hear of, too.
  const isEndLogged = isLogged && sendResolved !== false && entry.resolved.includes(hash);
  return {
    told,
    toldEnd: joined(written('resolved'), isEndLogged ? entry.sentAtMs : undefined),
    repeatAtMs: undefined,
  };
}

function joined(
  written: { readonly atMs: number; readonly deliveryId: string } | undefined,
  loggedMs: number | undefined,
): ToldFacts | undefined {
  const atMs = written?.atMs ?? loggedMs;
  if (atMs === undefined) return undefined;
  return { atMs, lastAtMs: Math.max(atMs, loggedMs ?? atMs), deliveryId: written?.deliveryId };
}

/** The first flush that comes after the repeat interval. */
function repeatAt(
  { repeatIntervalMs, groupIntervalMs }: Route,
  sentAtMs: number,
  nextFlushMs: number | undefined,
): number | undefined {
  if (nextFlushMs === undefined) return undefined;
  const missing = sentAtMs + repeatIntervalMs - nextFlushMs;
  return nextFlushMs + Math.max(0, Math.floor(missing / groupIntervalMs) + 1) * groupIntervalMs;
}
