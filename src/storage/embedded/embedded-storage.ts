import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import type { AlertnameLimit } from '../../alerts/alertname-limit.js';
import type { Clock } from '../../clock/clock.js';
import type { HistoryOptions } from '../../history/history-store.js';
import type { Logger } from '../../log/logger.js';
import { Storage } from '../storage.js';
import { DamagedStoreError } from './damaged-store-error.js';
import type { Disk } from './disk.js';
import { EmbeddedAlertStore } from './embedded-alert-store.js';
import { EmbeddedDeadLetterStore } from './embedded-dead-letter-store.js';
import { EmbeddedDeliveryJournal } from './embedded-delivery-journal.js';
import { EmbeddedFlushLedger } from './embedded-flush-ledger.js';
import { EmbeddedHistoryStore } from './embedded-history-store.js';
import { EmbeddedNotificationLog } from './embedded-notification-log.js';
import { EmbeddedSilenceStore } from './embedded-silence-store.js';
import { LmdbDisk } from './lmdb-disk.js';
import { migrate } from './migrate.js';
import { SignOfLife } from './sign-of-life.js';
import { Writer, type WriterMetrics } from './writer.js';

const FILE = 'tocsin.lmdb';

export interface EmbeddedStorageOptions {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: WriterMetrics;
  /** `--alerts.per-alertname-limit` */
  readonly alertLimit?: AlertnameLimit;
  readonly history?: HistoryOptions;
}

const HISTORY: HistoryOptions = { retentionMs: 7 * 24 * 3_600_000, bytesMax: 256 * 1024 * 1024, lost: () => {} };

/** Everything in the memory of this process, and on its disk. */
export class EmbeddedStorage extends Storage {
  override readonly alerts: EmbeddedAlertStore;
  override readonly silences: EmbeddedSilenceStore;
  override readonly notificationLog: EmbeddedNotificationLog;
  override readonly deliveries: EmbeddedDeliveryJournal;
  override readonly deadLetters: EmbeddedDeadLetterStore;
  override readonly flushLedger: EmbeddedFlushLedger;
  override readonly history: EmbeddedHistoryStore;
  readonly #writer: Writer;

  /**
   * @param disk of the current format
   * @param isNew whether it was begun just now; not so where a damaged one was set aside
   */
  constructor(
    private readonly disk: Disk,
    { clock, logger, metrics, alertLimit, history: options = HISTORY }: EmbeddedStorageOptions,
    readonly isNew = false,
  ) {
    super();
    const writer = new Writer({ disk, clock, logger, metrics });
    this.#writer = writer;
    const life = new SignOfLife(disk, writer);
    this.silences = new EmbeddedSilenceStore(disk, writer, logger);
    this.notificationLog = new EmbeddedNotificationLog(disk, writer, logger);
    this.deliveries = new EmbeddedDeliveryJournal(disk, writer, logger);
    this.deadLetters = new EmbeddedDeadLetterStore(disk, writer, logger);
    this.flushLedger = new EmbeddedFlushLedger(disk, writer, logger);
    this.history = new EmbeddedHistoryStore({ disk, clock, logger, options });
    // Last, because it begins to write: by then every table has been read, and the disk is one to go on with.
    this.alerts = new EmbeddedAlertStore({ disk, writer, clock, logger, limit: alertLimit, life });
  }

  /**
   * A store that cannot be read is renamed to `<file>.damaged-<ms>`, and an empty one takes its place: to page people
   * without memory is better than not to page them.
   *
   * @param path the directory `--storage.path`, made when it is missing; nothing outside of it is written
   * @throws {Error} when it cannot be written, or a newer version wrote it
   */
  static async open({
    path,
    ...options
  }: EmbeddedStorageOptions & { readonly path: string }): Promise<EmbeddedStorage> {
    mkdirSync(path, { recursive: true });
    const file = join(path, FILE);
    try {
      return await openFile(file, options, !existsSync(file));
    } catch (error) {
      if (!(error instanceof DamagedStoreError)) throw error;
      const aside = `${file}.damaged-${options.clock.now()}`;
      renameSync(file, aside);
      options.logger.error('Storage cannot be read; it was set aside, and an empty one is begun', {
        file,
        aside,
        err: error.message,
      });
      return openFile(file, options, false);
    }
  }

  override get isHealthy(): boolean {
    return this.#writer.isHealthy;
  }

  override async close(): Promise<void> {
    this.alerts.close();
    this.#writer.close();
    // After what people rely on.
    this.history.close();
    await this.disk.close();
  }
}

async function openFile(file: string, options: EmbeddedStorageOptions, isNew: boolean): Promise<EmbeddedStorage> {
  const disk = await LmdbDisk.open(file);
  try {
    migrate(disk, file);
    return new EmbeddedStorage(disk, options, isNew);
  } catch (error) {
    await disk.close();
    throw error;
  }
}
