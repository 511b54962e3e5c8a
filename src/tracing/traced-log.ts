import type { NotificationLog } from '../nflog/notification-log.js';
import type { Spans } from './spans.js';

type Log = Pick<NotificationLog, 'last' | 'record'>;

/** The look into the notification log decides whether to send; the entry written to it says what was sent. */
export function tracedLog(log: Log, spans: Spans): Log {
  return {
    last: (groupKey, integration) =>
      spans.runAsync('notify.DedupStage.Exec', { attributes: { 'alerting.group.key': groupKey } }, () =>
        log.last(groupKey, integration),
      ),
    record(entry) {
      const attributes = {
        'alerting.group.key': entry.groupKey,
        'alerting.alerts.count': entry.firing.length + entry.resolved.length,
        'alerting.alerts.firing.count': entry.firing.length,
        'alerting.alerts.resolved.count': entry.resolved.length,
      };
      return spans.runAsync('notify.SetNotifiesStage.Exec', { attributes }, () => log.record(entry));
    },
  };
}
