import type { HistoryKind } from '../../../history/history-store.js';
import type { Disk, Write } from '../disk.js';
import { deliveryRecordKey } from '../embedded-delivery-journal.js';
import { isHistoryKey, TABLE_OF } from '../embedded-history-key.js';
import { aboutWrites, HistoryShelf, readEnvelope } from '../embedded-history-shelf.js';
import { CURRENT_FORMAT } from '../migrate.js';
import { seal, unseal } from '../record.js';
import { END_KIND, HEADER_KIND } from './export-lines.js';
import { TRANSFER_KINDS, type TransferKind } from './transfer-kinds.js';

/** Records of one commit. */
const BATCH = 1_000;

/** How many records came in, and how many the store had already, as new or newer. */
export interface Imported {
  readonly added: number;
  readonly known: number;
}

/**
 * Takes what `exportLines` wrote into a store, which may hold something: of two records of one thing the one stays that
 * was changed later. Doing it again changes nothing.
 *
 * @throws {Error} with the number of the line that makes no sense, or when the lines end too early; what came before it is
 *   in the store
 */
export async function importLines(disk: Disk, lines: AsyncIterable<string>): Promise<Imported> {
  const incoming = new Incoming(disk);
  let number = 0;
  let isWhole = false;
  for await (const line of lines) {
    number++;
    if (line.trim() === '') continue;
    try {
      if (isWhole) throw new Error('nothing may follow the end');
      isWhole = take(incoming, JSON.parse(line), number);
    } catch (error) {
      incoming.commit();
      throw new Error(`line ${number}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
    }
  }
  incoming.commit();
  if (!isWhole) throw new Error(`the export ends early, after line ${number}; what it held was imported`);
  return { added: incoming.added, known: incoming.known };
}

/** @returns whether it is the last line */
function take(incoming: Incoming, line: Readonly<Record<string, unknown>>, number: number): boolean {
  const { kind, format, key, value, records } = line;
  if ((number === 1) !== (kind === HEADER_KIND)) throw new Error('this is not an export of a storage of Tocsin');
  if (kind === HEADER_KIND) {
    if (typeof format === 'number' && format <= CURRENT_FORMAT) return false;
    throw new Error(
      `it has format ${String(format)}, and this version of Tocsin knows formats up to ${CURRENT_FORMAT}`,
    );
  }
  if (kind === END_KIND) {
    const count = incoming.added + incoming.known;
    if (records !== count) throw new Error(`there should be ${String(records)} records, and there are ${count}`);
    return true;
  }
  const known = TRANSFER_KINDS.find(({ name }) => name === kind);
  const history = HISTORY.find(([, table]) => table === kind);
  if (known !== undefined) incoming.put(known, value);
  else if (history !== undefined) incoming.putHistory(history[0], key, value);
  else throw new Error(`kind ${JSON.stringify(kind)} is not known`);
  return false;
}

const HISTORY = Object.entries(TABLE_OF) as readonly (readonly [HistoryKind, string])[];

class Incoming {
  added = 0;
  known = 0;
  readonly #writes = new Map<string, Write>();
  readonly #shelf: HistoryShelf;
  /** Ids of deliveries that the store has. */
  readonly #deliveries = new Set<string>();
  #nextDelivery = 0;
  #nextOrder = 0;

  constructor(private readonly disk: Disk) {
    this.#shelf = new HistoryShelf(disk, Number.POSITIVE_INFINITY);
    for (const { key, record } of disk.read('deliveries')) {
      this.#nextDelivery = Number(key) + 1;
      const { id } = (attempt(() => unseal({ table: 'deliveries', key }, record)) ?? {}) as { id?: string };
      if (id !== undefined) this.#deliveries.add(id);
    }
    for (const { key, record } of disk.read('silences')) {
      const { order = -1 } = (attempt(() => unseal({ table: 'silences', key }, record)) ?? {}) as { order?: number };
      this.#nextOrder = Math.max(this.#nextOrder, order + 1);
    }
  }

  put(kind: TransferKind, value: unknown): void {
    const key = kind.keyOf(value);
    if (key === undefined) {
      this.#putDelivery(kind, value as { id: string });
      return;
    }
    const stored = this.#stored(kind, key);
    if (stored !== undefined && !kind.replaces(value, stored)) {
      this.known++;
      return;
    }
    const order = (stored as { order?: number } | undefined)?.order ?? this.#nextOrder++;
    this.#write({ table: kind.table, key, record: seal({ table: kind.table, key }, kind.read(value, order)) });
    this.added++;
  }

  putHistory(kind: HistoryKind, key: unknown, value: unknown): void {
    if (typeof key !== 'string' || !isHistoryKey(key)) throw new Error('its key makes no sense');
    const table = TABLE_OF[kind];
    const envelope = readEnvelope(kind, key, seal({ table, key }, value));
    if (envelope === undefined) throw new Error('its value makes no sense');
    if (this.#writes.has(`${table}/${key}`) || this.disk.has(table, key)) {
      this.known++;
      return;
    }
    for (const write of this.#shelf.writes({ kind, key, envelope, isUpdate: false })) this.#write(write);
    for (const write of aboutWrites(kind, key, envelope)) this.#write(write);
    this.added++;
  }

  commit(): void {
    this.disk.commitSync([...this.#writes.values()]);
    this.#writes.clear();
  }

  #putDelivery({ table }: TransferKind, value: { readonly id: string }): void {
    if (this.#deliveries.has(value.id)) {
      this.known++;
      return;
    }
    this.#deliveries.add(value.id);
    const key = deliveryRecordKey(this.#nextDelivery++);
    this.#write({ table, key, record: seal({ table, key }, value) });
    this.added++;
  }

  #stored({ table }: TransferKind, key: string): unknown {
    const record = this.#writes.get(`${table}/${key}`)?.record ?? this.disk.get(table, key);
    return record === undefined ? undefined : attempt(() => unseal({ table, key }, record));
  }

  #write(write: Write): void {
    this.#writes.set(`${write.table}/${write.key}`, write);
    if (this.#writes.size >= BATCH) this.commit();
  }
}

/** @returns undefined for what is damaged: it may be replaced */
function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
