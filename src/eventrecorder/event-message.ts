/**
 * What is recorded, in the shape of Alertmanager's `eventrecorder.proto`: names and nesting are its own, so that whoever
 * reads its events reads these. What a message does not have is absent.
 */
export interface EventMessage {
  readonly timestamp: Moment;
  /** The host that recorded it. */
  readonly instance: string;
  readonly data: EventData;
  /** The replica's place among its peers. */
  readonly clusterPosition: number;
}

/** Exactly one of them. */
export interface EventData {
  readonly alertmanagerStartupEvent?: { readonly version: string; readonly buildContext: string };
  readonly alertmanagerShutdownEvent?: Readonly<Record<string, never>>;
  readonly alertCreated?: { readonly alert: AlertMessage };
  readonly alertResolved?: GroupedAlertEvent;
  readonly alertGrouped?: GroupedAlertEvent;
  readonly notification?: NotificationMessage;
  readonly silenceCreated?: { readonly silence: SilenceMessage };
  readonly silenceUpdated?: { readonly silence: SilenceMessage };
  readonly silenceMutedAlert?: { readonly silence: SilenceMessage; readonly mutedAlert: MutedAlertMessage };
  readonly inhibitionMutedAlert?: InhibitionMessage;
}

interface GroupedAlertEvent {
  readonly alert: GroupedAlertMessage;
  readonly groupInfo: GroupMessage;
}

/** A moment, or a length of time. */
export interface Moment {
  readonly seconds: number;
  readonly nanos: number;
}

export interface LabelsMessage {
  readonly labels: readonly { readonly key: string; readonly value: string }[];
}

export interface AlertMessage {
  /** Of 64 bits, in decimal. */
  readonly fingerprint: string;
  readonly name: string;
  readonly labels: LabelsMessage;
  readonly annotations: LabelsMessage;
  readonly startsAt: Moment;
  readonly endsAt: Moment;
  readonly resolved: boolean;
}

export interface GroupedAlertMessage {
  /** Of 64 bits, in decimal: what the notification log knows the alert by. */
  readonly hash: string;
  readonly details?: AlertMessage;
}

export interface GroupMessage {
  readonly groupKey: string;
  readonly groupLabels: LabelsMessage;
  /** SHA-256 of the group key. */
  readonly groupId: string;
  readonly receiverName: string;
  readonly matchers?: readonly MatcherMessage[];
  readonly groupUuid?: string;
}

export interface MatcherMessage {
  readonly type: 'TYPE_EQUAL' | 'TYPE_REGEXP' | 'TYPE_NOT_EQUAL' | 'TYPE_NOT_REGEXP';
  readonly name: string;
  readonly pattern: string;
  readonly rendered: string;
}

export type NotifyReasonName =
  | 'NOTIFY_REASON_UNSPECIFIED'
  | 'NOTIFY_REASON_FIRST_NOTIFICATION'
  | 'NOTIFY_REASON_NEW_ALERTS_IN_GROUP'
  | 'NOTIFY_REASON_NEW_RESOLVED_ALERTS'
  | 'NOTIFY_REASON_ALL_ALERTS_RESOLVED'
  | 'NOTIFY_REASON_REPEAT_INTERVAL_ELAPSED';

export interface NotificationMessage {
  /** With their details. */
  readonly alerts: readonly GroupedAlertMessage[];
  readonly firingAlerts: readonly GroupedAlertMessage[];
  readonly resolvedAlerts: readonly GroupedAlertMessage[];
  readonly mutedAlerts: readonly GroupedAlertMessage[];
  readonly groupInfo: GroupMessage;
  readonly repeatInterval: Moment;
  readonly reason: NotifyReasonName;
  /** Counts the flushes of the group. */
  readonly flushId: string;
  readonly integration: { readonly name: string; readonly index: string };
}

export interface SilenceMessage {
  readonly id: string;
  /** The first set. */
  readonly matchers: readonly MatcherMessage[];
  readonly startsAt: Moment;
  readonly endsAt: Moment;
  readonly updatedAt: Moment;
  readonly createdBy: string;
  readonly comment: string;
  readonly matcherSets: readonly { readonly matchers: readonly MatcherMessage[] }[];
}

export interface MutedAlertMessage {
  readonly labels: LabelsMessage;
  readonly fingerprint: string;
}

export interface InhibitionMessage {
  readonly inhibitRules: readonly InhibitRuleMessage[];
  readonly mutedAlert: MutedAlertMessage;
  readonly inhibitingFingerprints: readonly string[];
}

export interface InhibitRuleMessage {
  readonly sourceMatchers: readonly MatcherMessage[];
  readonly targetMatchers: readonly MatcherMessage[];
  readonly equalLabels: readonly string[];
  readonly name: string;
}
