import type { Alert } from '../../src/alerts/alert.js';
import { utc } from '../../src/clock/timestamp.js';
import { LabelSet } from '../../src/labels/label-set.js';
import { Matcher } from '../../src/labels/matcher.js';
import type { NotificationLogEntry } from '../../src/nflog/notification-log.js';
import type { Delivery } from '../../src/notify/delivery.js';
import type { Silence } from '../../src/silences/silence.js';

export const NOW_MS = 1_700_000_000_000;
export const MINUTE_MS = 60_000;

export const NO_METRICS = { writeFailed: () => {}, healthy: () => {} };

export function alertOf(labels: Record<string, string>, fields: Partial<Alert> = {}): Alert {
  return {
    labels: LabelSet.of(labels),
    annotations: LabelSet.EMPTY,
    startsAt: utc(NOW_MS - MINUTE_MS),
    endsAt: utc(NOW_MS + 5 * MINUTE_MS),
    updatedAt: utc(NOW_MS),
    timeout: false,
    generatorURL: '',
    ...fields,
  };
}

/** A text with everything that is hard to store: a lone surrogate, a zero, letters beyond the basic plane. */
export const ODD_TEXT = 'a\ud800b\u0000😀';

/** Nanoseconds, zones and names that a careless codec would lose. */
export const ODD_ALERT: Alert = {
  labels: LabelSet.from([
    ['__proto__', 'x'],
    ['constructor', ODD_TEXT],
    ['alertname', 'odd'],
  ]),
  annotations: LabelSet.from([['__proto__', ODD_TEXT]]),
  startsAt: { ms: -62_135_596_800_000, nanos: 999_999, offsetMinutes: -210 },
  endsAt: { ms: NOW_MS + 60_000, nanos: 1, offsetMinutes: 330 },
  updatedAt: { ms: NOW_MS, nanos: 123_456, offsetMinutes: 0 },
  timeout: true,
  generatorURL: ODD_TEXT,
};

export function silenceOf(id: string, fields: Partial<Silence> = {}): Silence {
  return {
    id,
    matcherSets: [[new Matcher('job', '=~', 'a.+'), new Matcher('__proto__', '!=', ODD_TEXT)]],
    startsAtMs: NOW_MS,
    endsAtMs: NOW_MS + MINUTE_MS,
    updatedAtMs: NOW_MS,
    createdBy: 'me',
    comment: ODD_TEXT,
    annotations: Object.fromEntries([['__proto__', 'y']]),
    expiresAtMs: NOW_MS + 2 * MINUTE_MS,
    ...fields,
  };
}

export function entryOf(fields: Partial<NotificationLogEntry> = {}): NotificationLogEntry {
  return {
    groupKey: '{}:{alertname="a"}',
    integration: { receiver: 'ops', type: 'webhook', index: 0 },
    sentAtMs: NOW_MS,
    firing: ['00000000000000aa'],
    resolved: [],
    muted: ['00000000000000aa'],
    receiverData: { threadTs: '1.5', count: 2 },
    expiresAtMs: NOW_MS + MINUTE_MS,
    ...fields,
  };
}

export function deliveryOf(id: string, fields: Partial<Delivery> = {}): Delivery {
  return {
    id,
    groupId: 'g1',
    groupKey: '{}:{}',
    groupLabels: LabelSet.of({ alertname: 'a' }),
    routeLabels: LabelSet.EMPTY,
    integration: { receiver: 'ops', type: 'webhook', index: 0 },
    reason: 'first notification',
    // Each tells something else: what says the same is one delivery to some queues.
    alerts: [{ alert: { ...ODD_ALERT, generatorURL: id }, resolved: false, muted: true }],
    flushedAtMs: NOW_MS,
    deadlineMs: NOW_MS + 10_000,
    repeatIntervalMs: 4 * 3_600_000,
    urgency: 0,
    owed: [],
    unsure: [],
    isDemanded: false,
    ...fields,
  };
}
