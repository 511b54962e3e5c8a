import { HISTORY_KINDS, type HistoryKind, type HistorySize } from '../../history/history-store.js';
import type { Disk, DiskEntry, TableName, Write } from './disk.js';
import { TABLE_OF, termOf } from './embedded-history-key.js';
import { seal, unseal } from './record.js';

/** A record as it is stored. */
export interface Envelope {
  readonly id: string | undefined;
  readonly atMs: number;
  readonly about: readonly string[];
  readonly value: unknown;
}

export interface ShelvedRecord extends DiskEntry {
  readonly kind: HistoryKind;
}

const TABLES: readonly TableName[] = [...Object.values(TABLE_OF), 'history-index'];

/** lmdb keeps nothing for an empty value. */
const PRESENT = Buffer.from([1]);

/** A page that was emptied in part is used again: to make room a little further saves doing it with every commit. */
const ROOM = 0.95;

/** Beside the record itself, what its keys in the table and the index take. */
const KEYS_BYTES = 200;

/** The tables of history: what to write for a record, and which records have to go. */
export class HistoryShelf {
  constructor(
    private readonly disk: Disk,
    private readonly bytesMax: number,
  ) {}

  /**
   * All but what the record is about.
   *
   * @param isUpdate the index has the record already
   */
  writes({
    kind,
    key,
    envelope,
    isUpdate,
  }: {
    readonly kind: HistoryKind;
    readonly key: string;
    readonly envelope: Envelope;
    readonly isUpdate: boolean;
  }): Write[] {
    const put: Write = { table: TABLE_OF[kind], key, record: seal({ table: TABLE_OF[kind], key }, envelope) };
    const { id } = envelope;
    return isUpdate || id === undefined ? [put] : [put, indexWrite(termOf(kind, 'id', id), key, PRESENT)];
  }

  removals(records: readonly ShelvedRecord[]): Write[] {
    return records.flatMap(({ kind, key, record }): Write[] => {
      const removal: Write = { table: TABLE_OF[kind], key, record: undefined };
      const envelope = readEnvelope(kind, key, record);
      if (envelope === undefined) return [removal];
      const { id } = envelope;
      const abouts = aboutWrites(kind, key, envelope).map((write) => ({ ...write, record: undefined }));
      return [removal, ...(id === undefined ? [] : [indexWrite(termOf(kind, 'id', id), key, undefined)]), ...abouts];
    });
  }

  /** @param before a key, exclusive */
  oldest(kind: HistoryKind, limit: number, before: string): ShelvedRecord[] {
    const records: ShelvedRecord[] = [];
    for (const entry of this.disk.range(TABLE_OF[kind], { from: '', to: before })) {
      if (records.length >= limit) break;
      records.push({ kind, ...entry });
    }
    return records;
  }

  /** The oldest records of all kinds that are too many. @param limit how many at most */
  excess(limit: number): ShelvedRecord[] {
    const { bytes } = this.size();
    if (bytes <= this.bytesMax) return [];
    const all = HISTORY_KINDS.flatMap((kind) => this.oldest(kind, limit, '~'));
    const records: ShelvedRecord[] = [];
    let left = bytes - this.bytesMax * ROOM;
    for (const each of all.toSorted((a, b) => (a.key < b.key ? -1 : 1))) {
      if (left <= 0 || records.length >= limit) break;
      records.push(each);
      left -= each.record.length + KEYS_BYTES;
    }
    return records;
  }

  size(): HistorySize {
    let bytes = 0;
    for (const table of TABLES) bytes += this.disk.size(table).bytes;
    const count = (kind: HistoryKind) => this.disk.size(TABLE_OF[kind]).records;
    return {
      bytes,
      records: { flushes: count('flushes'), alerts: count('alerts'), deliveries: count('deliveries') },
    };
  }
}

/** @returns undefined where there is none, or none that can be read */
export function readEnvelope(kind: HistoryKind, key: string, record: Buffer | undefined): Envelope | undefined {
  if (record === undefined) return undefined;
  try {
    const stored = unseal({ table: TABLE_OF[kind], key }, record) as Partial<Envelope>;
    return { id: stored.id, atMs: stored.atMs ?? 0, about: stored.about ?? [], value: stored.value };
  } catch {
    return undefined;
  }
}

/** What puts a record into the index under what it is about. */
export function aboutWrites(kind: HistoryKind, key: string, { about }: Pick<Envelope, 'about'>): Write[] {
  return [...new Set(about)].map((each) => indexWrite(termOf(kind, 'about', each), key, PRESENT));
}

function indexWrite(term: string, key: string, record: Buffer | undefined): Write {
  return { table: 'history-index', key: term + key, record };
}
