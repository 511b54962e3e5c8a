import type { Alert } from '../../src/alerts/alert.js';
import { utc } from '../../src/clock/timestamp.js';
import { LabelSet } from '../../src/labels/label-set.js';
import type { Notification } from '../../src/notify/notifier.js';
import { buildNotificationData } from '../../src/template/notification-data.js';
import { loadTemplates } from '../../src/template/templates.js';

/** 2026-01-02T03:04:05.678Z */
export const NOW_MS = Date.UTC(2026, 0, 2, 3, 4, 5, 678);

export const TEMPLATES = loadTemplates([], { nowMs: () => NOW_MS });

export interface TestAlert {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly resolved?: boolean;
}

const DEFAULT_ALERTS: readonly TestAlert[] = [
  { labels: { alertname: 'DiskFull', instance: 'db-1' }, annotations: { summary: '95 % <full>' } },
];

/** A notification as the engine makes it, of alerts that began a minute ago. */
export function notificationOf(alerts = DEFAULT_ALERTS, given: Partial<Notification> = {}): Notification {
  return {
    id: 'flush-1-vendor-0',
    groupKey: '{}:{alertname="DiskFull"}',
    nowMs: NOW_MS,
    receiverData: {},
    data: buildNotificationData({
      receiver: 'team.a',
      externalURL: 'http://tocsin.test',
      notificationReason: 'first notification',
      groupLabels: LabelSet.of({ alertname: 'DiskFull' }),
      routeLabels: LabelSet.EMPTY,
      alerts: alerts.map(alertOf),
      nowMs: NOW_MS,
    }),
    ...given,
  };
}

function alertOf({ labels, annotations = {}, resolved = false }: TestAlert): Alert {
  return {
    labels: LabelSet.of(labels),
    annotations: LabelSet.of(annotations),
    startsAt: { ms: NOW_MS - 60_000, nanos: 123_000, offsetMinutes: 60 },
    endsAt: utc(resolved ? NOW_MS - 1000 : NOW_MS + 60_000),
    updatedAt: utc(NOW_MS),
    timeout: false,
    generatorURL: 'http://prom.test/graph',
  };
}
