import type { Alert } from '../../src/alerts/alert.js';
import { mergeAlert } from '../../src/alerts/merge-alert.js';
import { utc } from '../../src/clock/timestamp.js';
import { parseConfig } from '../../src/config/load-config.js';
import { LabelSet } from '../../src/labels/label-set.js';
import { buildRouteTree } from '../../src/routing/build-route-tree.js';
import type { Route } from '../../src/routing/route.js';
import { RouteMatcher } from '../../src/routing/route-matcher.js';
import type { Labels } from './alert-pool.js';
import { configFile, RESOLVE_TIMEOUT_MS } from './config-file.js';
import type { Setup } from './setup.js';

interface ForecastGroup {
  readonly route: Route;
  readonly firstFlushMs: number;
  readonly members: Set<string>;
  /** Its last alert ended before a flush. 0.25 keeps it, with its timer; 0.34 ends it. */
  isGone: boolean;
}

/** An alert that a history means to post; times are milliseconds since the history began. */
export interface Intended {
  readonly labels: Labels;
  /** None: when it is posted. */
  readonly startsAtMs: number | undefined;
  /** None: RESOLVE_TIMEOUT_MS after it is posted. */
  readonly endsAtMs: number | undefined;
}

/** Two flushes that are no further apart count as one. */
const SAME_MS = 100;

/**
 * Which groups there are when, so that a history can keep away from two things in which 0.25 and 0.34 differ by design:
 * a group that lost its last alert lives on in 0.25, and its old timer counts; and in 0.25 any alert that is older than
 * group_wait hurries a group that waits. Nothing is expected by this forecast: it only chooses what is posted.
 */
export class GroupForecast {
  readonly #routes: RouteMatcher;
  readonly #groups = new Map<string, ForecastGroup>();
  readonly #alerts = new Map<string, Alert>();
  #nowMs = 0;

  constructor(setup: Setup) {
    const text = configFile(setup, { webhookUrl: 'http://127.0.0.1', nowMs: 0 });
    const reading = { mode: 'fallback' as const, onFallback: () => undefined };
    const { config } = parseConfig(text, reading, { file: 'peer.yml', folder: '/' });
    this.#routes = new RouteMatcher(buildRouteTree(config.route));
  }

  /** Whether both may be told of it, without a difference that is meant. */
  allows(intended: Intended, nowMs: number, { atOnce = false } = {}): boolean {
    this.#advance(nowMs);
    return this.#memberships(intended).every(({ key, route }) => {
      const group = this.#groups.get(key);
      const startsAtMs = intended.startsAtMs ?? nowMs;
      const isOld = startsAtMs + route.groupWaitMs < nowMs;
      if (group === undefined) return isOld === atOnce;
      if (atOnce) return false;
      if (!group.isGone) return !isOld || group.firstFlushMs < nowMs;
      const nextMs = nextFlushMs(group, nowMs);
      return !isOld && Math.abs(nextMs - (nowMs + route.groupWaitMs)) <= SAME_MS;
    });
  }

  post(intended: Intended, nowMs: number): void {
    this.#advance(nowMs);
    const labels = labelSet(intended.labels);
    const startsAtMs = intended.startsAtMs ?? intended.endsAtMs ?? nowMs;
    // Refused by both.
    if (intended.endsAtMs !== undefined && intended.endsAtMs < startsAtMs) return;
    const alert: Alert = {
      labels,
      annotations: LabelSet.EMPTY,
      startsAt: utc(startsAtMs),
      endsAt: utc(intended.endsAtMs ?? nowMs + RESOLVE_TIMEOUT_MS),
      updatedAt: utc(nowMs),
      timeout: intended.endsAtMs === undefined,
      generatorURL: '',
    };
    const { fingerprint } = labels;
    this.#alerts.set(fingerprint, mergeAlert(this.#alerts.get(fingerprint), alert, nowMs));
    for (const { key, route } of this.#memberships(intended)) this.#insert(key, route, alert, nowMs);
  }

  /** When the alert ends as it stands now, or undefined when it has. */
  firesUntil(labels: Labels, nowMs: number): number | undefined {
    const alert = this.#alerts.get(labelSet(labels).fingerprint);
    return alert !== undefined && alert.endsAt.ms > nowMs ? alert.endsAt.ms : undefined;
  }

  /** When the alert began, if it fires. */
  firesSince(labels: Labels, nowMs: number): number | undefined {
    if (this.firesUntil(labels, nowMs) === undefined) return undefined;
    return this.#alerts.get(labelSet(labels).fingerprint)?.startsAt.ms;
  }

  /** The intervals of the groups that an alert is in. */
  intervalsMs(labels: Labels): readonly number[] {
    return this.#routes.match(labelSet(labels)).map((route) => route.groupIntervalMs);
  }

  /** All groups begin anew with the alerts that are known, maybe by another configuration. */
  reload(setup: Setup, nowMs: number): GroupForecast {
    this.#advance(nowMs);
    const next = new GroupForecast(setup);
    next.#nowMs = nowMs;
    for (const [fingerprint, alert] of this.#alerts) {
      next.#alerts.set(fingerprint, alert);
      for (const { key, route } of next.#memberships({ labels: Object.fromEntries(alert.labels) })) {
        next.#insert(key, route, alert, nowMs);
      }
    }
    return next;
  }

  #memberships({ labels }: Pick<Intended, 'labels'>): { key: string; route: Route }[] {
    const set = labelSet(labels);
    return this.#routes.match(set).map((route) => ({
      key: `${route.id}:${route.groupLabels(set).fingerprint}`,
      route,
    }));
  }

  #insert(key: string, route: Route, alert: Alert, nowMs: number): void {
    const { fingerprint } = alert.labels;
    const known = this.#groups.get(key);
    if (known !== undefined && !known.isGone) {
      known.members.add(fingerprint);
      return;
    }
    const isOld = alert.startsAt.ms + route.groupWaitMs < nowMs;
    const firstFlushMs = known === undefined && isOld ? nowMs : nowMs + route.groupWaitMs;
    this.#groups.set(key, { route, firstFlushMs, members: new Set([fingerprint]), isGone: false });
  }

  #advance(nowMs: number): void {
    for (const group of this.#groups.values()) {
      if (group.isGone) continue;
      for (let flushMs = group.firstFlushMs; flushMs < nowMs; flushMs += group.route.groupIntervalMs) {
        if (flushMs < this.#nowMs) continue;
        for (const fingerprint of group.members) {
          const alert = this.#alerts.get(fingerprint);
          if (alert === undefined || alert.endsAt.ms <= flushMs) group.members.delete(fingerprint);
        }
        if (group.members.size > 0) continue;
        group.isGone = true;
        break;
      }
    }
    this.#nowMs = nowMs;
  }
}

function nextFlushMs({ firstFlushMs, route }: ForecastGroup, nowMs: number): number {
  const flushes = Math.max(0, Math.ceil((nowMs - firstFlushMs) / route.groupIntervalMs));
  return firstFlushMs + flushes * route.groupIntervalMs;
}

/** As it is stored: an empty label is none. */
function labelSet(labels: Labels): LabelSet {
  return LabelSet.of(labels).filter((_, value) => value !== '');
}
