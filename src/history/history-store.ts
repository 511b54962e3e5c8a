/** What is kept of the past; each kind is listed on its own. */
export const HISTORY_KINDS = ['flushes', 'alerts', 'deliveries'] as const;

export type HistoryKind = (typeof HISTORY_KINDS)[number];

/** Something to remember. */
export interface HistoryEntry {
  /** Unique in its kind; undefined where nobody will ask for it by a name: the store gives it one then. */
  readonly id?: string;
  /** When it happened, milliseconds since the epoch. */
  readonly atMs: number;
  /** Of what it tells: a fingerprint, a group, a receiver. It is found by each of them without a look at the others. */
  readonly about?: readonly string[];
  /** Plain JSON; not to be changed after. */
  readonly value: unknown;
}

export interface HistoryRecord {
  readonly id: string;
  readonly atMs: number;
  readonly value: unknown;
}

export interface HistoryQuery {
  /** Inclusive, milliseconds since the epoch; the beginning by default. */
  readonly fromMs?: number | undefined;
  /** Inclusive, milliseconds since the epoch; the end by default. */
  readonly toMs?: number | undefined;
  /** Oldest first by default. */
  readonly newestFirst?: boolean;
  /** Only what tells of this. */
  readonly about?: string | undefined;
  readonly filter?: (record: HistoryRecord) => boolean;
  /** How many at most, 100 by default. */
  readonly limit?: number;
  /** The `next` of the page before, of the same query. */
  readonly cursor?: string | undefined;
}

export interface HistoryPage {
  readonly items: readonly HistoryRecord[];
  /** Where the next page begins; undefined at the end. A page that a filter left empty may have a next one. */
  readonly next: string | undefined;
}

/** A cursor that no page of this store ended with. */
export class HistoryCursorError extends Error {
  override readonly name = 'HistoryCursorError';
}

/**
 * What happened, in the order of time, bounded by age and size: the oldest goes first. It is written behind and never
 * delays a page; where it cannot be written, it is lost.
 */
export abstract class HistoryStore {
  /** Returns at once; what comes after it sees the entry. A second entry of an id is another record. @returns its id */
  abstract append(kind: HistoryKind, entry: HistoryEntry): string;

  /** Replaces the value of a record. Does nothing where it is gone. */
  abstract update(kind: HistoryKind, id: string, value: unknown): void;

  abstract get(kind: HistoryKind, id: string): Promise<HistoryRecord | undefined>;

  /**
   * A page of what is kept. It looks at a bounded number of records: a filter that rarely matches makes short pages.
   *
   * @throws {HistoryCursorError}
   */
  abstract list(kind: HistoryKind, query: HistoryQuery): Promise<HistoryPage>;

  /** Removes what is too old, and the oldest while there is too much. @returns how many records */
  abstract collect(nowMs: number): Promise<number>;

  /** How much is kept. */
  abstract size(): HistorySize;
}

export interface HistorySize {
  readonly bytes: number;
  readonly records: Readonly<Record<HistoryKind, number>>;
}

/** Why a record was lost before its time. */
export type HistoryLoss = 'disk' | 'backlog' | 'size';

/** How much is kept, and who is told of what could not be. */
export interface HistoryOptions {
  readonly retentionMs: number;
  readonly bytesMax: number;
  readonly lost: (why: HistoryLoss, records: number) => void;
}
