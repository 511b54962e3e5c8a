import { decodeAlert, type StoredAlert } from '../../../alerts/alert-codec.js';
import { decodeEntry, type StoredEntry } from '../../../nflog/notification-log-codec.js';
import type { DeadLetter } from '../../../notify/dead-letter.js';
import { decodeDelivery, type StoredDelivery } from '../../../notify/delivery-codec.js';
import { decodeSilence, type StoredSilence } from '../../../silences/silence-codec.js';
import type { TableName } from '../disk.js';
import { nameOf } from '../embedded-notification-log.js';
import { keyOf } from '../record.js';

/** How records of a kind are moved from one store to another. */
export interface TransferKind {
  /** As it is written into each line. */
  readonly name: string;
  readonly table: TableName;
  /** What is written into a line, of what the table holds. */
  write(stored: unknown): unknown;
  /**
   * The key under which the store has a record; undefined where the store counts its keys.
   *
   * @throws {Error} when it makes no sense
   */
  keyOf(value: unknown): string | undefined;
  /** What the store holds of a line. @param order counts up */
  read(value: unknown, order: number): unknown;
  /** Which of two is left, where the store has one already. */
  replaces(value: unknown, stored: unknown): boolean;
}

interface StoredTimer {
  readonly groupId: string;
  readonly dueMs: number;
}

const AS_IT_IS = { write: (stored: unknown) => stored, read: (value: unknown) => value };
const NEVER = { replaces: () => false };

const ALERT: TransferKind = {
  ...AS_IT_IS,
  name: 'alert',
  table: 'alerts',
  keyOf: (value) => decodeAlert(value as StoredAlert).labels.fingerprint,
  replaces: (value, stored) => (value as StoredAlert).updatedAt[0] > (stored as StoredAlert).updatedAt[0],
};

const SILENCE: TransferKind = {
  name: 'silence',
  table: 'silences',
  write: (stored) => (stored as { silence: unknown }).silence,
  keyOf: (value) => keyOf(text(decodeSilence(value as StoredSilence).id)),
  read: (silence, order) => ({ order, silence }),
  replaces(value, stored) {
    const [incoming, known] = [value as StoredSilence, (stored as { silence: StoredSilence }).silence];
    if (incoming.updatedAtMs !== known.updatedAtMs) return incoming.updatedAtMs > known.updatedAtMs;
    return incoming.endsAtMs < known.endsAtMs;
  },
};

const NOTIFICATION: TransferKind = {
  ...AS_IT_IS,
  name: 'notification',
  table: 'nflog',
  keyOf(value) {
    const { groupKey, integration, sentAtMs } = decodeEntry(value as StoredEntry);
    if (!Number.isFinite(sentAtMs)) throw new Error('sentAtMs is not a number');
    return keyOf(nameOf(text(groupKey), integration));
  },
  replaces: (value, stored) => (value as StoredEntry).sentAtMs > (stored as StoredEntry).sentAtMs,
};

const DELIVERY: TransferKind = {
  ...AS_IT_IS,
  ...NEVER,
  name: 'delivery',
  table: 'deliveries',
  keyOf(value) {
    text(decodeDelivery(value as StoredDelivery).id);
    return undefined;
  },
};

const DEAD_LETTER: TransferKind = {
  ...AS_IT_IS,
  ...NEVER,
  name: 'dead letter',
  table: 'deadletters',
  keyOf: (value) => keyOf(text((value as DeadLetter).id)),
};

const TIMER: TransferKind = {
  ...AS_IT_IS,
  ...NEVER,
  name: 'timer',
  table: 'timers',
  keyOf: (value) => keyOf(text((value as StoredTimer).groupId)),
};

const LIFE: TransferKind = {
  ...AS_IT_IS,
  ...NEVER,
  name: 'sign of life',
  table: 'life',
  keyOf(value) {
    if (typeof value !== 'number') throw new Error('it is not a number');
    return 'last';
  },
};

/** All that people rely on, in the order in which it is written. History is kept aside: see `history-transfer.ts`. */
export const TRANSFER_KINDS: readonly TransferKind[] = [
  SILENCE,
  ALERT,
  NOTIFICATION,
  DELIVERY,
  DEAD_LETTER,
  TIMER,
  LIFE,
];

function text(value: unknown): string {
  if (typeof value !== 'string') throw new Error('a name is not a text');
  return value;
}
