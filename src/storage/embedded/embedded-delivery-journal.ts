import type { Logger } from '../../log/logger.js';
import type { Delivery } from '../../notify/delivery.js';
import { decodeDelivery, encodeDelivery, type StoredDelivery } from '../../notify/delivery-codec.js';
import { DeliveryJournal, type JournaledDelivery } from '../../notify/delivery-journal.js';
import type { Disk } from './disk.js';
import { type Codec, putOf, readTable, removalOf } from './table.js';
import type { Writer } from './writer.js';

const CODEC: Codec<Delivery, StoredDelivery> = {
  table: 'deliveries',
  encode: encodeDelivery,
  decode: decodeDelivery,
};

/** The deliveries that are being attempted, under the keys that they have in their own table. */
const ATTEMPTS: Codec<true, true> = { table: 'attempts', encode: () => true, decode: () => true };

/** Digits of a key: keys sort as the numbers do. */
const KEY_DIGITS = 16;

/** The key of the nth delivery that was ever put. */
export function deliveryRecordKey(n: number): string {
  return String(n).padStart(KEY_DIGITS, '0');
}

/** Deliveries on disk, under numbers that count up, so that they are read in the order of the puts. */
export class EmbeddedDeliveryJournal extends DeliveryJournal {
  /** The keys of what is stored, by the deliveries' ids. */
  readonly #keys = new Map<string, string>();
  #made = 0;

  constructor(
    private readonly disk: Disk,
    private readonly writer: Writer,
    private readonly logger: Logger,
  ) {
    super();
    for (const { key } of disk.read(CODEC.table)) this.#made = Number(key) + 1;
  }

  override load(): readonly JournaledDelivery[] {
    const attempted = new Set(readTable(this.disk, ATTEMPTS, this.logger).map(({ key }) => key));
    const records = readTable(this.disk, CODEC, this.logger);
    for (const { key, value } of records) this.#keys.set(value.id, key);
    return records.map(({ key, value }) => ({ delivery: value, wasUnderWay: attempted.has(key) }));
  }

  override put(delivery: Delivery): Promise<void> {
    const key = this.#keys.get(delivery.id) ?? deliveryRecordKey(this.#made++);
    this.#keys.set(delivery.id, key);
    return this.writer.writeSoon([putOf(CODEC, key, delivery)]);
  }

  override begin(id: string): void {
    const key = this.#keys.get(id);
    if (key !== undefined) void this.writer.writeSoon([putOf(ATTEMPTS, key, true)]);
  }

  override pause(id: string): void {
    const key = this.#keys.get(id);
    if (key !== undefined) void this.writer.writeSoon([removalOf(ATTEMPTS, key)]);
  }

  override remove(id: string): void {
    const key = this.#keys.get(id);
    if (key === undefined) return;
    this.#keys.delete(id);
    void this.writer.writeSoon([removalOf(CODEC, key), removalOf(ATTEMPTS, key)]);
  }
}
