import type { DeliveryState } from '../deliveries/delivery-record.js';
import type { AlertEvent } from '../history/alert-event.js';
import type { RecordedFlush } from '../history/flush-entry.js';
import type { MuteCause } from '../history/mute-cause.js';
import type { RoutePath } from '../history/route-path.js';

/** What is known of one alert at one moment. Times are milliseconds since the epoch. */
export interface ExplainFacts {
  /** The moment that is asked about. */
  readonly atMs: number;
  /** It is over: what came after it is left out. */
  readonly isPast: boolean;
  readonly alert: AlertFacts;
  /** One for each route that the alert ends in. */
  readonly ways: readonly WayFacts[];
  /** The routes of a receiver that the alert does not get to, where one was asked for. */
  readonly elsewhere: ElsewhereFacts | undefined;
}

export interface AlertFacts {
  readonly fingerprint: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly startsAtMs: number;
  /** When this server heard of it first; undefined where that is not kept any more. */
  readonly receivedAtMs: number | undefined;
  /** Undefined while it fires. */
  readonly endedAtMs: number | undefined;
  /** Nobody reported its end: it was not sent again in time. */
  readonly isTimeout: boolean;
}

/** From the root to a receiver, and what happened there. */
export interface WayFacts {
  readonly receiver: string;
  readonly route: RoutePath;
  readonly timing: { readonly groupWaitMs: number; readonly groupIntervalMs: number } | undefined;
  /** Undefined where the alert has no group. */
  readonly group: GroupFacts | undefined;
  /** As many groups as there may be are there already. */
  readonly isLimitReached: boolean;
  readonly muted: MutedFacts | undefined;
  /** The last flush that has looked at the alert. */
  readonly flush: RecordedFlush | undefined;
  /** What was written down of the alert in this group. */
  readonly events: readonly AlertEvent[];
  readonly integrations: readonly IntegrationFacts[];
}

export interface GroupFacts {
  readonly id: string;
  readonly key: string;
  readonly labels: Readonly<Record<string, string>>;
  /** When it has got the alert; undefined where that is not kept any more. */
  readonly joinedAtMs: number | undefined;
  /** When it was flushed last, with the alert or without. */
  readonly flushedAtMs: number | undefined;
  /** Unknown for a moment that is over. */
  readonly nextFlushMs: number | undefined;
}

export interface MutedFacts {
  readonly cause: MuteCause;
  /** When a flush has first found it so; undefined before the first flush. */
  readonly sinceMs: number | undefined;
  /** When it ends by itself. */
  readonly untilMs: number | undefined;
}

export interface IntegrationFacts {
  /** `slack[0]` */
  readonly integration: string;
  /** Undefined where it is not configured any more. */
  readonly sendResolved: boolean | undefined;
  /** Told that the alert fires, since it does. */
  readonly told: ToldFacts | undefined;
  /** Told that it is over. */
  readonly toldEnd: ToldFacts | undefined;
  /** When it is told again if nothing changes. */
  readonly repeatAtMs: number | undefined;
  /** The newest one that tells of the alert. */
  readonly delivery: DeliveryFacts | undefined;
}

export interface ToldFacts {
  readonly atMs: number;
  /** The last time, where it was told again. */
  readonly lastAtMs: number;
  /** Undefined where that is not kept any more. */
  readonly deliveryId: string | undefined;
}

export interface DeliveryFacts {
  readonly id: string;
  readonly state: DeliveryState;
  readonly reason: string;
  readonly queuedAtMs: number;
  readonly attemptCount: number;
  /** The first and the last ones. */
  readonly attempts: readonly AttemptFacts[];
  /** When the next attempt is due. */
  readonly nextAttemptMs: number | undefined;
  /** The vendor asked to be left alone until then. */
  readonly rateLimitedUntilMs: number | undefined;
}

export interface AttemptFacts {
  readonly atMs: number;
  readonly seconds: number;
  readonly status: number | undefined;
  readonly outcome: 'delivered' | 'retry' | 'refused';
  /** The vendor's words. */
  readonly error: string | undefined;
}

/** Why an alert does not get to a receiver. */
export interface ElsewhereFacts {
  readonly receiver: string;
  readonly isConfigured: boolean;
  /** Its routes, and for each what keeps the alert from it. */
  readonly routes: readonly BlockedRoute[];
}

export interface BlockedRoute {
  readonly route: RoutePath;
  readonly by: /** A matcher on the way does not hold. @param value of the alert's label */
    | { readonly kind: 'matcher'; readonly matcher: string; readonly label: string; readonly value: string | undefined }
    /** A route before it takes the alert, and does not continue. */
    | { readonly kind: 'taken'; readonly matchers: string; readonly receiver: string }
    /** A route below it takes the alert. */
    | { readonly kind: 'passed' };
}
