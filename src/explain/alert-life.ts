import type { AlertEvent, AlertHappening } from '../history/alert-event.js';
import { type MuteCause, muteKey } from '../history/mute-cause.js';
import type { RoutePath } from '../history/route-path.js';

/** What was written down of an alert since the server heard of it, and of its last time to fire. */
export interface AlertLife {
  readonly labels: Readonly<Record<string, string>>;
  /** Oldest first, of this life alone. */
  readonly events: readonly AlertEvent[];
  /** When it began to fire the last time, as its sender says; undefined where that is not kept any more. */
  readonly startsAtMs: number | undefined;
  /** When the server heard of that. */
  readonly firedAtMs: number | undefined;
  readonly end: { readonly atMs: number; readonly isTimeout: boolean } | undefined;
  readonly groups: readonly JoinedGroup[];
}

export interface JoinedGroup {
  readonly groupId: string;
  readonly groupKey: string;
  readonly groupLabels: Readonly<Record<string, string>>;
  readonly receiver: string;
  readonly route: RoutePath;
  readonly joinedAtMs: number;
}

/** @param events all that is kept of one alert, oldest first @returns undefined where there are none */
export function lifeOf(events: readonly AlertEvent[]): AlertLife | undefined {
  const newest = events.at(-1);
  if (newest === undefined) return undefined;
  // An alert that was forgotten and comes again begins anew.
  const lastEnd = events.slice(0, -1).findLastIndex(({ happening }) => happening.kind === 'collected');
  const life = events.slice(lastEnd + 1);
  const fired = lastOf(life, 'fired');
  const ended = lastOf(life, 'resolved');
  const isOver = ended !== undefined && (fired === undefined || life.indexOf(ended) > life.indexOf(fired));
  return {
    labels: newest.labels,
    events: life,
    startsAtMs: fired?.happening.startsAtMs,
    firedAtMs: fired?.atMs,
    end: isOver ? { atMs: ended.atMs, isTimeout: ended.happening.isTimeout } : undefined,
    groups: groupsOf(life),
  };
}

/**
 * What mutes the alert in a group, as the last flush that changed it found. A restart groups it anew, and writes down once
 * more what goes on.
 */
export function mutedIn(
  { events }: AlertLife,
  groupId: string,
): { readonly cause: MuteCause; readonly sinceMs: number } | undefined {
  let muted: { readonly cause: MuteCause; readonly sinceMs: number } | undefined;
  for (const { atMs, happening } of events.toReversed()) {
    if (!('groupId' in happening) || happening.groupId !== groupId) continue;
    const { kind } = happening;
    if (kind === 'unmuted' || kind === 'ungrouped' || (kind === 'grouped' && muted === undefined)) return muted;
    if (happening.kind !== 'muted') continue;
    if (muted !== undefined && muteKey(muted.cause) !== muteKey(happening.by)) return muted;
    muted = { cause: muted?.cause ?? happening.by, sinceMs: atMs };
  }
  return muted;
}

/** When an integration was told since the alert fires. */
export function toldIn(
  { events, firedAtMs = 0 }: AlertLife,
  { groupId, integration, status }: { groupId: string; integration: string; status: 'firing' | 'resolved' },
): { readonly atMs: number; readonly deliveryId: string } | undefined {
  for (const { atMs, happening } of events) {
    if (atMs < firedAtMs || happening.kind !== 'told' || happening.status !== status) continue;
    if (happening.groupId === groupId && happening.integration === integration) {
      return { atMs, deliveryId: happening.deliveryId };
    }
  }
  return undefined;
}

function lastOf<K extends AlertHappening['kind']>(
  events: readonly AlertEvent[],
  kind: K,
): (AlertEvent & { readonly happening: AlertHappening & { readonly kind: K } }) | undefined {
  const isOfKind = (event: AlertEvent): event is AlertEvent & { happening: AlertHappening & { kind: K } } =>
    event.happening.kind === kind;
  return events.filter(isOfKind).at(-1);
}

/** The groups that it is in at last. One of the same id is the same: when it was joined first counts. */
function groupsOf(events: readonly AlertEvent[]): readonly JoinedGroup[] {
  const groups = new Map<string, JoinedGroup>();
  const joinedAtMs = new Map<string, number>();
  for (const { atMs, happening } of events) {
    if (happening.kind === 'ungrouped') groups.delete(happening.groupId);
    if (happening.kind !== 'grouped') continue;
    const { kind: _, anew, ...group } = happening;
    if (anew === true) groups.clear();
    joinedAtMs.set(group.groupId, joinedAtMs.get(group.groupId) ?? atMs);
    groups.set(group.groupId, { ...group, joinedAtMs: joinedAtMs.get(group.groupId) ?? atMs });
  }
  return [...groups.values()];
}
