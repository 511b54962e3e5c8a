import type { SetupRoute } from './setup.js';

/** What an integration was last told of a group. */
export interface Entry {
  readonly firing: readonly string[];
  readonly resolved: readonly string[];
  readonly atMs: number;
  /** From then on it may be collected; until then it counts. */
  readonly expiresAtMs: number;
}

interface Content {
  readonly atMs: number;
  readonly route: SetupRoute;
  readonly firing: readonly string[];
  readonly resolved: readonly string[];
}

export function entryAfter({ firing, resolved, route }: Content, nowMs: number): Entry {
  return { firing, resolved, atMs: nowMs, expiresAtMs: nowMs + 2 * Math.max(route.repeatMs, route.intervalMs) };
}

/** Why a flush has something new to tell, in the words of notification_reason; `none` when it has not. */
export function dueReason(entry: Entry | undefined, content: Content, sendResolved: boolean): string {
  const { firing, resolved, atMs, route } = content;
  if (firing.length + resolved.length === 0) return 'none';
  if (entry === undefined) return firing.length > 0 ? 'first notification' : 'none';

  const isNew = (key: string) => !entry.firing.includes(key);
  if (firing.some(isNew)) return entry.firing.length === 0 ? 'first notification' : 'new alerts added';
  if (firing.length === 0) return entry.firing.length > 0 ? 'all alerts resolved' : 'none';
  if (sendResolved && resolved.some((key) => !entry.resolved.includes(key))) return 'some alerts resolved';
  return entry.atMs < atMs - route.repeatMs ? 'repeat interval elapsed' : 'none';
}
