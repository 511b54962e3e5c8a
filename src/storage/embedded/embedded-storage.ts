import type { AlertnameLimit } from '../../alerts/alertname-limit.js';
import type { Clock } from '../../clock/clock.js';
import type { HistoryOptions } from '../../history/history-store.js';
import type { Logger } from '../../log/logger.js';
import { Storage } from '../storage.js';
import type { Disk } from './disk.js';
import { EmbeddedAlertStore } from './embedded-alert-store.js';
import { EmbeddedDeadLetterStore } from './embedded-dead-letter-store.js';
import { EmbeddedDeliveryJournal } from './embedded-delivery-journal.js';
import { EmbeddedFlushLedger } from './embedded-flush-ledger.js';
import { EmbeddedHistoryStore } from './embedded-history-store.js';
import { EmbeddedNotificationLog } from './embedded-notification-log.js';
import { EmbeddedSilenceStore } from './embedded-silence-store.js';
import { type OpenedDisk, openDisk } from './open-disk.js';
import { SignOfLife } from './sign-of-life.js';
import { Writer, type WriterMetrics } from './writer.js';

export interface EmbeddedStorageOptions {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: WriterMetrics & {
    /** A bound of this name was reached. */
    boundReached?(bound: string): void;
  };
  /** `--alerts.per-alertname-limit` */
  readonly alertLimit?: AlertnameLimit;
  readonly history?: HistoryOptions;
  /** How long what no client waits for may wait for a commit to share, milliseconds; without it, not at all. */
  readonly gatherMs?: number;
}

const HISTORY: HistoryOptions = { retentionMs: 7 * 24 * 3_600_000, bytesMax: 256 * 1024 * 1024, lost: () => {} };

/** Everything in the memory of this process, and on its disk. */
export class EmbeddedStorage extends Storage {
  override readonly kind = 'embedded';
  override readonly alerts: EmbeddedAlertStore;
  override readonly silences: EmbeddedSilenceStore;
  override readonly notificationLog: EmbeddedNotificationLog;
  override readonly deliveries: EmbeddedDeliveryJournal;
  override readonly deadLetters: EmbeddedDeadLetterStore;
  override readonly flushLedger: EmbeddedFlushLedger;
  override readonly history: EmbeddedHistoryStore;
  readonly #writer: Writer;

  /** @param disk of the current format */
  constructor(
    disk: Disk,
    { clock, logger, metrics, alertLimit, history: options = HISTORY, gatherMs }: EmbeddedStorageOptions,
    private readonly opened: Pick<OpenedDisk, 'isNew' | 'close'> = { isNew: false, close: () => disk.close() },
  ) {
    super();
    const writer = new Writer({ disk, clock, logger, metrics, gatherMs });
    this.#writer = writer;
    const life = new SignOfLife(disk, writer);
    this.silences = new EmbeddedSilenceStore(disk, writer, logger);
    this.notificationLog = new EmbeddedNotificationLog(disk, writer, logger);
    this.deliveries = new EmbeddedDeliveryJournal(disk, writer, logger);
    this.deadLetters = new EmbeddedDeadLetterStore(disk, writer, logger);
    this.flushLedger = new EmbeddedFlushLedger(disk, writer, logger);
    this.history = new EmbeddedHistoryStore({ disk, clock, logger, options });
    // Last, because it begins to write: by then every table has been read, and the disk is one to go on with.
    const boundReached = (bound: string) => metrics.boundReached?.(bound);
    this.alerts = new EmbeddedAlertStore({ disk, writer, clock, logger, limit: alertLimit, life, boundReached });
  }

  /**
   * @param path the directory `--storage.path`
   * @throws {Error} as `openDisk` does
   */
  static async open({
    path,
    ...options
  }: EmbeddedStorageOptions & { readonly path: string }): Promise<EmbeddedStorage> {
    const { clock, logger } = options;
    const opened = await openDisk({ path, logger, nowMs: clock.now() });
    try {
      return new EmbeddedStorage(opened.disk, options, opened);
    } catch (error) {
      await opened.close();
      throw error;
    }
  }

  /** Whether it was begun just now. */
  get isNew(): boolean {
    return this.opened.isNew;
  }

  override get isHealthy(): boolean {
    return this.#writer.isHealthy;
  }

  override get failure(): string | undefined {
    return this.#writer.failure;
  }

  override async close(): Promise<void> {
    this.alerts.close();
    await this.#writer.close();
    // After what people rely on.
    await this.history.close();
    await this.opened.close();
  }
}
