import type { AlertStore } from '../alerts/alert-store.js';
import type { FlushLedger } from '../grouping/flush-ledger.js';
import type { HistoryStore } from '../history/history-store.js';
import type { NotificationLog } from '../nflog/notification-log.js';
import type { DeadLetterStore } from '../notify/dead-letter-store.js';
import type { DeliveryJournal } from '../notify/delivery-journal.js';
import type { SilenceStore } from '../silences/silence-store.js';

/** A matching set of stores, opened and closed as one. */
export abstract class Storage {
  /** redis: shared with other replicas. */
  abstract readonly kind: 'embedded' | 'redis';
  abstract readonly alerts: AlertStore;
  abstract readonly silences: SilenceStore;
  abstract readonly notificationLog: NotificationLog;
  abstract readonly flushLedger: FlushLedger;
  abstract readonly deliveries: DeliveryJournal;
  abstract readonly deadLetters: DeadLetterStore;
  abstract readonly history: HistoryStore;

  /** Whether everything that should be durable is. While it is not, memory goes on and writing is tried again. */
  abstract readonly isHealthy: boolean;

  /** Why it is not; undefined while it is. */
  abstract readonly failure: string | undefined;

  /** Writes what is still to be written and closes the stores. Nothing may be put after it. */
  abstract close(): Promise<void>;
}
