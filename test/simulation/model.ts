import { type Labels, MINUTE, type Setup, type SetupRoute } from './setup.js';

/** Times are milliseconds since the epoch throughout. */
export interface ModelAlert {
  readonly labels: Labels;
  readonly startsAtMs: number;
  readonly endsAtMs: number;
  readonly isGuess: boolean;
  /** Counts the posts: another number says that it was updated. */
  readonly version: number;
}

export interface ModelSilence {
  readonly label: readonly [name: string, value: string];
  readonly startsAtMs: number;
  endsAtMs: number;
}

/** What is so, in the fewest words: alerts, silences, and who mutes whom. */
export class Model {
  readonly alerts = new Map<string, ModelAlert>();
  readonly silences = new Map<string, ModelSilence>();
  #versions = 0;

  constructor(public setup: Setup) {}

  post(labels: Labels, startsAtMs: number, endsAtMs: number, isGuess: boolean, nowMs: number): ModelAlert {
    const key = keyOf(labels);
    const posted = { labels, startsAtMs, endsAtMs, isGuess, version: ++this.#versions };
    const alert = merge(this.alerts.get(key), posted, nowMs);
    this.alerts.set(key, alert);
    return alert;
  }

  /** Forgets alerts that have ended. */
  collect(nowMs: number): void {
    for (const [key, { endsAtMs }] of this.alerts) if (endsAtMs <= nowMs) this.alerts.delete(key);
  }

  routes(labels: Labels): SetupRoute[] {
    const { root, children } = this.setup;
    const found: SetupRoute[] = [];
    for (const child of children) {
      if (child.match === undefined || labels[child.match[0]] !== child.match[1]) continue;
      found.push(child);
      if (!child.goesOn) break;
    }
    return found.length > 0 ? found : [root];
  }

  isMuted(labels: Labels, route: SetupRoute, nowMs: number): boolean {
    return this.#isInhibited(labels, nowMs) || isOutsideTime(route, nowMs) || this.#isSilenced(labels, nowMs);
  }

  #isInhibited(labels: Labels, nowMs: number): boolean {
    if (!this.setup.inhibits || labels['severity'] !== 'warn') return false;
    return [...this.alerts.values()].some(
      ({ labels: source, endsAtMs }) =>
        endsAtMs > nowMs && source['severity'] === 'page' && source['cluster'] === labels['cluster'],
    );
  }

  #isSilenced(labels: Labels, nowMs: number): boolean {
    return [...this.silences.values()].some(
      ({ label: [name, value], startsAtMs, endsAtMs }) =>
        startsAtMs <= nowMs && nowMs < endsAtMs && labels[name] === value,
    );
  }
}

export function keyOf(labels: Labels): string {
  return Object.entries(labels)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}="${value}"`)
    .join(', ');
}

/** The group key as Alertmanager writes it. */
export function groupKeyOf({ match, groupBy }: SetupRoute, labels: Labels): string {
  const grouped = groupBy[0] === '...' ? labels : Object.fromEntries(groupBy.map((name) => [name, labels[name] ?? '']));
  return `${match === undefined ? '{}' : `{}/{${match[0]}="${match[1]}"}`}:{${keyOf(grouped)}}`;
}

function isOutsideTime({ time }: SetupRoute, nowMs: number): boolean {
  const minute = Math.floor(nowMs / MINUTE) % 60;
  if (time === 'first20') return minute < 20;
  return time === 'from10' && minute < 10;
}

/** Two alerts of the same labels are one when the new one starts or ends strictly inside the old one. */
function merge(old: ModelAlert | undefined, posted: ModelAlert, nowMs: number): ModelAlert {
  const isInside = (ms: number) => old !== undefined && ms > old.startsAtMs && ms < old.endsAtMs;
  if (old === undefined || !(isInside(posted.startsAtMs) || isInside(posted.endsAtMs))) return posted;
  const startsAtMs = Math.min(old.startsAtMs, posted.startsAtMs);
  const outlasts = old.endsAtMs > posted.endsAtMs && (posted.endsAtMs <= nowMs ? old.endsAtMs <= nowMs : !old.isGuess);
  return { ...posted, startsAtMs, endsAtMs: outlasts ? old.endsAtMs : posted.endsAtMs };
}
