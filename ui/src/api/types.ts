/** Shapes of the API, as its two documents describe them (`api/v2/openapi.yaml`, `api/tocsin/v1/openapi.yaml`). */

export type Labels = Readonly<Record<string, string>>;

export interface Matcher {
  readonly name: string;
  readonly value: string;
  readonly isRegex: boolean;
  readonly isEqual: boolean;
}

export interface Silence {
  readonly id: string;
  readonly matchers: readonly Matcher[];
  readonly startsAt: string;
  readonly endsAt: string;
  readonly updatedAt: string;
  readonly createdBy: string;
  readonly comment: string;
  readonly status: { readonly state: 'active' | 'pending' | 'expired' };
}

/** What a silence is made of; with an id, what it is changed to. */
export interface SilenceDraft {
  readonly id?: string;
  readonly matchers: readonly Matcher[];
  readonly startsAt: string;
  readonly endsAt: string;
  readonly createdBy: string;
  readonly comment: string;
}

export interface Alert {
  readonly fingerprint: string;
  readonly labels: Labels;
  readonly annotations: Labels;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly updatedAt: string;
  readonly generatorURL?: string;
  readonly receivers: readonly { readonly name: string }[];
  readonly status: {
    readonly state: 'unprocessed' | 'active' | 'suppressed';
    readonly silencedBy: readonly string[];
    readonly inhibitedBy: readonly string[];
    readonly mutedBy: readonly string[];
  };
}

/** A group of alerts that are told together, without them. */
export interface GroupSummary {
  readonly id: string;
  readonly groupKey: string;
  readonly receiver: string;
  readonly routeId: string;
  readonly labels: Labels;
  readonly commonLabels: Labels;
  readonly commonAnnotations: Labels;
  /** The highest of its alerts; empty where none has one. */
  readonly severity: string;
  /** How many fire with each; under the empty name those without one. */
  readonly severities: Readonly<Record<string, number>>;
  readonly counts: { readonly firing: number; readonly suppressed: number; readonly resolved: number };
  /** Names of the time intervals that mute it now. */
  readonly mutedBy: readonly string[];
  /** Of the alert that has fired longest. */
  readonly startsAt: string;
  readonly updatedAt: string;
  readonly nextFlushAt: string;
  readonly delivery: {
    readonly state: 'none' | 'queued' | 'sent' | 'failed';
    readonly at?: string;
    readonly error?: string;
  };
}

export interface GroupDetail extends GroupSummary {
  readonly alerts: readonly Alert[];
  /** How many more there are. */
  readonly alertsLeftOut: number;
}

/** A part of a list; `next` is the cursor of the part after it. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

export interface Explanation {
  /** What happened, or did not, in one sentence. */
  readonly sentence: string;
  readonly steps: readonly ExplanationStep[];
}

export interface ExplanationStep {
  readonly at: string | null;
  readonly step: string;
  readonly text: string;
}

/** Something that happened to an alert. */
export interface AlertEvent {
  readonly at: string;
  readonly fingerprint: string;
  readonly labels: Labels;
  readonly id: string;
  readonly kind: string;
  readonly details: {
    readonly receiver?: string;
    readonly integration?: string;
    readonly status?: 'firing' | 'resolved';
    readonly reason?: string;
    readonly by?: MuteCause;
    readonly timeout?: boolean;
  };
}

/** What muted an alert. */
export type MuteCause =
  | {
      readonly kind: 'inhibited';
      readonly rule: string;
      readonly source: { readonly fingerprint: string; readonly labels: Labels };
    }
  | {
      readonly kind: 'silenced';
      readonly silences: readonly { readonly createdBy: string; readonly comment: string }[];
    }
  | { readonly kind: 'in mute time' | 'outside active time'; readonly intervals: readonly string[] };

export type DeliveryState =
  | 'waiting'
  | 'running'
  | 'delivered'
  | 'failed'
  | 'dead'
  | 'superseded'
  | 'withdrawn'
  | 'unneeded';

export interface DeliverySummary {
  readonly id: string;
  readonly receiver: string;
  readonly integration: string;
  readonly groupKey: string;
  readonly groupLabels: Labels;
  readonly reason: string;
  readonly state: DeliveryState;
  readonly counts: { readonly firing: number; readonly resolved: number };
  readonly queuedAt: string;
  readonly endedAt: string | null;
  readonly attemptCount: number;
  readonly attempts: readonly DeliveryAttempt[];
}

export interface DeliveryAttempt {
  readonly at: string;
  readonly seconds: number;
  /** Of HTTP. */
  readonly status: number | null;
  readonly outcome: 'delivered' | 'retry' | 'refused';
  readonly reason?: string;
  readonly error?: string;
}
