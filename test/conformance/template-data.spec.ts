import type { Alert } from '../../src/alerts/alert.js';
import { formatTimestamp, type Timestamp, ZERO_TIME } from '../../src/clock/timestamp.js';
import { LabelSet } from '../../src/labels/label-set.js';
import { buildNotificationData } from '../../src/template/notification-data.js';
import { parseTimestamp, type WireData } from './template-vectors.js';
import { readVectors } from './vectors.js';

interface DataVector {
  readonly name: string;
  readonly receiver: string;
  readonly externalURL: string;
  readonly groupLabels: Record<string, string>;
  readonly routeLabels: Record<string, string>;
  readonly notificationReason: string;
  readonly alerts: readonly {
    readonly labels: Record<string, string>;
    readonly annotations?: Record<string, string>;
    readonly startsAt: string;
    readonly endsAt?: string;
    readonly generatorURL?: string;
  }[];
  readonly want: WireData;
}

const nowMs = Date.parse('2030-01-01T00:00:00Z');

describe('the data of a message is assembled as Alertmanager does', () => {
  it.each(readVectors<DataVector>('template_data').vectors)('$name', (vector) => {
    const data = buildNotificationData({
      receiver: vector.receiver,
      externalURL: vector.externalURL,
      notificationReason: vector.notificationReason,
      groupLabels: LabelSet.of(vector.groupLabels),
      routeLabels: LabelSet.of(vector.routeLabels),
      alerts: vector.alerts.map(decodeAlert),
      nowMs,
    });
    expect({
      receiver: data.receiver,
      status: data.status,
      notification_reason: data.notificationReason,
      externalURL: data.externalURL,
      groupLabels: plain(data.groupLabels),
      commonLabels: plain(data.commonLabels),
      commonAnnotations: plain(data.commonAnnotations),
      routeLabels: plain(data.routeLabels),
      alerts: data.alerts.map((alert) => ({
        ...alert,
        labels: plain(alert.labels),
        annotations: plain(alert.annotations),
        startsAt: rfc3339(alert.startsAt),
        endsAt: rfc3339(alert.endsAt),
      })),
    }).toEqual(vector.want);
  });
});

function decodeAlert(alert: DataVector['alerts'][number]): Alert {
  return {
    labels: LabelSet.of(alert.labels),
    annotations: LabelSet.of(alert.annotations ?? {}),
    startsAt: parseTimestamp(alert.startsAt),
    endsAt: alert.endsAt === undefined ? ZERO_TIME : parseTimestamp(alert.endsAt),
    updatedAt: parseTimestamp(alert.startsAt),
    timeout: false,
    generatorURL: alert.generatorURL ?? '',
  };
}

function plain(labels: LabelSet): Record<string, string> {
  return { ...labels.toJSON() };
}

function rfc3339(time: Timestamp): string {
  return formatTimestamp(time, { digits: 9, trim: true });
}
