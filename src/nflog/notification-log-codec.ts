import type { NotificationLogEntry } from './notification-log.js';

/** An entry as plain JSON; the receiver's data as pairs, so that a name like `__proto__` has no meaning of its own. */
export interface StoredEntry extends Omit<NotificationLogEntry, 'receiverData' | 'muted'> {
  /** Absent in entries of older versions. */
  readonly muted?: readonly string[];
  readonly receiverData: readonly (readonly [string, string | number])[];
}

export function encodeEntry(entry: NotificationLogEntry): StoredEntry {
  return { ...entry, receiverData: Object.entries(entry.receiverData) };
}

export function decodeEntry(stored: StoredEntry): NotificationLogEntry {
  return { ...stored, muted: stored.muted ?? [], receiverData: Object.fromEntries(stored.receiverData) };
}
