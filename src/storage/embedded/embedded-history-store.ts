import { setImmediate as turn } from 'node:timers/promises';
import type { CancelTimer, Clock } from '../../clock/clock.js';
import {
  HISTORY_KINDS,
  HistoryCursorError,
  type HistoryEntry,
  type HistoryKind,
  type HistoryOptions,
  type HistoryPage,
  type HistoryQuery,
  type HistoryRecord,
  type HistorySize,
  HistoryStore,
} from '../../history/history-store.js';
import type { Logger } from '../../log/logger.js';
import type { Disk, DiskEntry, Write } from './disk.js';
import {
  historyKey,
  isHistoryKey,
  keysBetween,
  numberOf,
  recordKeyOf,
  TABLE_OF,
  termOf,
} from './embedded-history-key.js';
import { aboutWrites, type Envelope, HistoryShelf, readEnvelope } from './embedded-history-shelf.js';

/** What is remembered goes to disk within so long, many in one commit. */
const BEHIND_MS = 1_000;

/** Records of one commit: a commit blocks the process. */
const SLICE = 500;

/** Entries of the index in one commit: they are small. */
const INDEX_SLICE = 2_000;

/** Entries of the index that wait for others to be written with. */
const INDEX_WAITING_MAX = 20_000;

/** Records that may wait for the disk. */
const PENDING_MAX = 100_000;

/** Records that one page looks at. */
const LOOKED_AT_MAX = 4_000;

const LIMIT = 100;

export interface EmbeddedHistoryParts {
  readonly disk: Disk;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly options: HistoryOptions;
}

interface Pending {
  readonly kind: HistoryKind;
  readonly key: string;
  readonly envelope: Envelope;
  /** The index has it already. */
  readonly isUpdate: boolean;
}

/** History on disk, in commits of its own: where they fail, nothing else is kept from being written. */
export class EmbeddedHistoryStore extends HistoryStore {
  readonly #shelf: HistoryShelf;
  /** By kind and key, in the order of arrival. */
  readonly #pending = new Map<string, Pending>();
  /** Keys of what is pending, by kind and id. */
  readonly #keys = new Map<string, string>();
  /** Entries of the index for records that are on disk already: what they are about. Only lists ask for them. */
  #abouts: Write[] = [];
  #cancelBehind: CancelTimer | undefined;
  /** How many of what is pending have waited long enough. */
  #due = 0;
  #number: number;
  #isFailing = false;
  #isClosed = false;

  constructor(private readonly parts: EmbeddedHistoryParts) {
    super();
    this.#shelf = new HistoryShelf(parts.disk, parts.options.bytesMax);
    this.#number = 1 + Math.max(-1, ...HISTORY_KINDS.map((kind) => newestNumber(parts.disk, kind)));
  }

  override append(kind: HistoryKind, { id, atMs, about = [], value }: HistoryEntry): string {
    const key = historyKey(atMs, this.#number++);
    this.#put({ kind, key, envelope: { id, atMs, about, value }, isUpdate: false });
    return id ?? key;
  }

  override update(kind: HistoryKind, id: string, value: unknown): void {
    try {
      this.#update(kind, id, value);
    } catch (error) {
      this.#lose(1, error);
    }
  }

  #update(kind: HistoryKind, id: string, value: unknown): void {
    const key = this.#keyOf(kind, id);
    const waiting = key === undefined ? undefined : this.#pending.get(`${kind}/${key}`);
    const envelope = waiting?.envelope ?? (key === undefined ? undefined : this.#envelope(kind, key));
    if (key === undefined || envelope === undefined) return;
    const isUpdate = waiting === undefined || waiting.isUpdate;
    this.#put({ kind, key, envelope: { ...envelope, value }, isUpdate });
  }

  override async get(kind: HistoryKind, id: string): Promise<HistoryRecord | undefined> {
    const key = this.#keyOf(kind, id);
    if (key === undefined) return undefined;
    const envelope = this.#pending.get(`${kind}/${key}`)?.envelope ?? this.#envelope(kind, key);
    return envelope === undefined ? undefined : recordOf(key, envelope);
  }

  override async list(kind: HistoryKind, query: HistoryQuery): Promise<HistoryPage> {
    const { limit = LIMIT, cursor, filter } = query;
    if (cursor !== undefined && !isHistoryKey(cursor)) throw new HistoryCursorError('no page ended with this cursor');
    await this.#catchUp();
    const items: HistoryRecord[] = [];
    let lookedAt = 0;
    for (const { key, envelope } of this.#records(kind, query)) {
      lookedAt++;
      const record = envelope === undefined ? undefined : recordOf(key, envelope);
      if (record !== undefined && filter?.(record) !== false) items.push(record);
      if (items.length >= limit || lookedAt >= LOOKED_AT_MAX) return { items, next: key };
    }
    return { items, next: undefined };
  }

  override async collect(nowMs: number): Promise<number> {
    await this.#catchUp();
    const { retentionMs } = this.parts.options;
    let removed = 0;
    for (const kind of HISTORY_KINDS) {
      const tooOld = keysBetween(undefined, nowMs - retentionMs);
      for (let slice = this.#shelf.oldest(kind, SLICE, tooOld.to); slice.length > 0; ) {
        this.parts.disk.commit(this.#shelf.removals(slice));
        removed += slice.length;
        await turn();
        if (this.#isClosed) return removed;
        slice = this.#shelf.oldest(kind, SLICE, tooOld.to);
      }
    }
    return removed;
  }

  override size(): HistorySize {
    return this.#shelf.size();
  }

  /** Writes what waits. Called once, at the end. */
  close(): void {
    this.#isClosed = true;
    this.#cancelBehind?.();
    while (!this.#isAllCommitted) {
      this.#due = this.#pending.size;
      this.#commitSome();
    }
  }

  #put(pending: Pending): void {
    const { kind, key, envelope } = pending;
    if (this.#pending.size >= PENDING_MAX) {
      this.parts.options.lost('backlog', 1);
      return;
    }
    this.#pending.set(`${kind}/${key}`, pending);
    if (envelope.id !== undefined) this.#keys.set(`${kind}/${envelope.id}`, key);
    if (this.#cancelBehind === undefined) this.#commitLater();
  }

  #commitLater(): void {
    const { clock } = this.parts;
    this.#cancelBehind = clock.at(clock.now() + BEHIND_MS, () => {
      this.#due = this.#pending.size;
      this.#commitSoon();
    });
  }

  /** What comes meanwhile waits for its own time, unless it fills a commit: a small one costs as much as a full one. */
  #commitSoon(): void {
    if (this.#isClosed) return;
    this.#commitSome();
    if (this.#areRecordsDue || this.#abouts.length > 0) setImmediate(() => this.#commitSoon());
    else if (this.#pending.size > 0) this.#commitLater();
    else this.#cancelBehind = undefined;
  }

  get #areRecordsDue(): boolean {
    return this.#pending.size > 0 && (this.#due > 0 || this.#pending.size >= SLICE);
  }

  /** Writes what waits by now, and lets others work in between. */
  async #catchUp(): Promise<void> {
    for (let left = this.#pending.size; left > 0; left -= SLICE) {
      this.#commitRecords();
      if (left > SLICE) await turn();
    }
    while (this.#abouts.length > 0) {
      this.#commitAbouts();
      if (this.#abouts.length > 0) await turn();
    }
  }

  get #isAllCommitted(): boolean {
    return this.#pending.size === 0 && this.#abouts.length === 0;
  }

  /**
   * Records lie one after the other in their table, and what they are about all over the index. So the index waits until
   * many entries can be written in its own order: that changes each of its pages once, and not with every commit.
   */
  #commitSome(): void {
    if (this.#areRecordsDue && this.#abouts.length < INDEX_WAITING_MAX) this.#commitRecords();
    else this.#commitAbouts();
  }

  #commitRecords(): void {
    const slice = this.#takePending();
    this.#due = Math.max(0, this.#due - slice.length);
    this.#commit(slice.length, () => {
      this.parts.disk.commit(slice.flatMap((each) => this.#shelf.writes(each)));
      for (const { kind, key, envelope, isUpdate } of slice) {
        if (!isUpdate) this.#abouts.push(...aboutWrites(kind, key, envelope));
      }
    });
  }

  #commitAbouts(): void {
    this.#abouts.sort((a, b) => (a.key < b.key ? -1 : 1));
    const neighbours = this.#abouts.splice(-INDEX_SLICE);
    this.#commit(neighbours.length, () => this.parts.disk.commit(neighbours));
  }

  #commit(count: number, write: () => void): void {
    try {
      if (count > 0) write();
      // Not before: the index would keep an entry of a record that is gone.
      if (this.#abouts.length === 0) this.#makeRoom();
      this.#isFailing = false;
    } catch (error) {
      this.#lose(count, error);
    }
  }

  /** The oldest of what is pending. */
  #takePending(): Pending[] {
    const slice: Pending[] = [];
    for (const [name, pending] of this.#pending) {
      if (slice.length >= SLICE) break;
      slice.push(pending);
      this.#pending.delete(name);
      if (pending.envelope.id !== undefined) this.#keys.delete(`${pending.kind}/${pending.envelope.id}`);
    }
    return slice;
  }

  /** Of the oldest of all kinds, as much as is too much. */
  #makeRoom(): void {
    const excess = this.#shelf.excess(SLICE);
    if (excess.length === 0) return;
    this.parts.disk.commit(this.#shelf.removals(excess));
    this.parts.options.lost('size', excess.length);
  }

  #lose(records: number, error: unknown): void {
    this.parts.options.lost('disk', records);
    if (!this.#isFailing) {
      this.parts.logger.warn('History cannot be written; what happens meanwhile is not kept', { err: String(error) });
    }
    this.#isFailing = true;
  }

  #keyOf(kind: HistoryKind, id: string): string | undefined {
    if (isHistoryKey(id)) return id;
    const pending = this.#keys.get(`${kind}/${id}`);
    if (pending !== undefined) return pending;
    const term = termOf(kind, 'id', id);
    for (const { key } of this.parts.disk.range('history-index', { from: term, to: `${term}~`, isBackwards: true })) {
      return recordKeyOf(key);
    }
    return undefined;
  }

  #envelope(kind: HistoryKind, key: string): Envelope | undefined {
    return readEnvelope(kind, key, this.parts.disk.get(TABLE_OF[kind], key));
  }

  *#records(
    kind: HistoryKind,
    { fromMs, toMs, about, cursor, newestFirst: isBackwards = false }: HistoryQuery,
  ): IterableIterator<{ key: string; envelope: Envelope | undefined }> {
    const bounds = keysBetween(fromMs, toMs);
    // All keys are equally long: what is longer comes right after.
    if (cursor !== undefined && isBackwards) bounds.to = cursor < bounds.to ? cursor : bounds.to;
    else if (cursor !== undefined) bounds.from = `${cursor}!`;
    if (bounds.from >= bounds.to) return;
    const { disk } = this.parts;
    if (about === undefined) {
      const entries: Iterable<DiskEntry> = disk.range(TABLE_OF[kind], { ...bounds, isBackwards });
      for (const { key, record } of entries) yield { key, envelope: readEnvelope(kind, key, record) };
      return;
    }
    const term = termOf(kind, 'about', about);
    const range = { from: term + bounds.from, to: term + bounds.to, isBackwards };
    for (const { key: indexKey } of disk.range('history-index', range)) {
      const key = recordKeyOf(indexKey);
      yield { key, envelope: this.#envelope(kind, key) };
    }
  }
}

function recordOf(key: string, { id, atMs, value }: Envelope): HistoryRecord {
  return { id: id ?? key, atMs, value };
}

function newestNumber(disk: Disk, kind: HistoryKind): number {
  for (const { key } of disk.range(TABLE_OF[kind], { from: '', to: '~', isBackwards: true })) return numberOf(key);
  return -1;
}
