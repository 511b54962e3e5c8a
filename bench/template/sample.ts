import type { Alert } from '../../src/alerts/alert.js';
import { utc, ZERO_TIME } from '../../src/clock/timestamp.js';
import { LabelSet } from '../../src/labels/label-set.js';
import { buildNotificationData, type NotificationData } from '../../src/template/notification-data.js';

const START_MS = Date.UTC(2026, 0, 2, 3, 4, 5);

/** A group of firing alerts, with as many labels and annotations as Prometheus' usual rules give them. */
export function sample(count: number): NotificationData {
  const groupLabels = LabelSet.of({ alertname: 'NodeFilesystemAlmostOutOfSpace', cluster: 'eu-1' });
  return buildNotificationData({
    receiver: 'team-storage',
    externalURL: 'https://tocsin.example.org',
    notificationReason: 'first notification',
    groupLabels,
    routeLabels: LabelSet.EMPTY,
    alerts: Array.from({ length: count }, (_, at) => alert(at)),
    nowMs: START_MS + 60_000,
  });
}

function alert(at: number): Alert {
  return {
    labels: LabelSet.of({
      alertname: 'NodeFilesystemAlmostOutOfSpace',
      cluster: 'eu-1',
      device: '/dev/nvme0n1p1',
      fstype: 'ext4',
      instance: `10.0.${at >> 8}.${at & 255}:9100`,
      job: 'node-exporter',
      mountpoint: '/var/lib/docker',
      severity: 'warning',
    }),
    annotations: LabelSet.of({
      description: `Filesystem on /dev/nvme0n1p1 at 10.0.${at >> 8}.${at & 255}:9100 has only 4.2% available space left.`,
      runbook_url: 'https://runbooks.example.org/node/nodefilesystemalmostoutofspace',
      summary: 'Filesystem has less than 5% space left.',
    }),
    startsAt: utc(START_MS),
    endsAt: ZERO_TIME,
    updatedAt: utc(START_MS),
    timeout: false,
    generatorURL: 'https://prometheus.example.org/graph?g0.expr=node_filesystem_avail_bytes&g0.tab=1',
  };
}
