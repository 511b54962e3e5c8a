import type { NotificationLog, NotificationLogEntry } from '../../nflog/notification-log.js';
import type { Storage } from '../storage.js';

/** What a replica knows, on its own disk: it begins with that where Redis is away or has come back empty. */
export interface LocalCopy extends Pick<Storage, 'alerts' | 'silences'> {
  readonly notificationLog: NotificationLog & { entries(): Iterable<NotificationLogEntry> };
}

/** All that is on the disk of a replica. */
export type LocalStorage = LocalCopy & Storage;
