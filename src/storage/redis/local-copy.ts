import type { AlertStore } from '../../alerts/alert-store.js';
import type { NotificationLog, NotificationLogEntry } from '../../nflog/notification-log.js';
import type { SilenceStore } from '../../silences/silence-store.js';

/** What a replica knows, on its own disk: it begins with that where Redis is away or has come back empty. */
export interface LocalCopy {
  readonly alerts: AlertStore;
  readonly silences: SilenceStore;
  readonly notificationLog: NotificationLog & { entries(): Iterable<NotificationLogEntry> };
}
