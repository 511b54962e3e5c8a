import type { Timestamp } from '../clock/timestamp.js';
import type { LabelSet } from '../labels/label-set.js';

/** What templates and webhooks are given (Alertmanager's template.Data). */
export interface NotificationData {
  /** The receiver's name, quoted as for a regular expression, as Alertmanager does. */
  readonly receiver: string;
  readonly status: 'firing' | 'resolved';
  readonly alerts: readonly NotificationAlert[];
  readonly notificationReason: string;
  readonly groupLabels: LabelSet;
  readonly commonLabels: LabelSet;
  readonly commonAnnotations: LabelSet;
  readonly routeLabels: LabelSet;
  readonly externalURL: string;
}

export interface NotificationAlert {
  readonly status: 'firing' | 'resolved';
  readonly labels: LabelSet;
  readonly annotations: LabelSet;
  readonly startsAt: Timestamp;
  /** The zero time while the alert fires. */
  readonly endsAt: Timestamp;
  readonly generatorURL: string;
  readonly fingerprint: string;
}
