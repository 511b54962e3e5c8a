import type { Notification } from '../../src/notify/notifier.js';
import { notificationOf, type TestAlert } from './notification.js';

function disk(at: number, given: Partial<TestAlert> = {}): TestAlert {
  return {
    labels: { alertname: 'DiskFull', instance: `db-${at}`, severity: at === 1 ? 'critical' : 'warning' },
    annotations: { summary: `db-${at} is 95 % <full> & "slow"` },
    ...given,
  };
}

/** A group as vendors are told of it, from one alert to more than fit into most messages. */
export const GROUPS = {
  firing: notificationOf([disk(1)]),
  resolved: notificationOf([disk(1, { resolved: true })]),
  mixed: notificationOf([disk(1), disk(2, { resolved: true })]),
  many: notificationOf(Array.from({ length: 60 }, (_, at) => disk(at + 1))),
} satisfies Readonly<Record<string, Notification>>;
