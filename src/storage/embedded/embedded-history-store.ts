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

/** Records of one commit: to put one together blocks the process. */
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
  /** Resolves when nothing is being written. Commits come one after the other: each changes what the next one finds. */
  #writing: Promise<unknown> = Promise.resolve();
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
      for (let count = -1; count !== 0 && !this.#isClosed; removed += count) {
        count = await this.#exclusively(() => this.#removeSome(kind, tooOld.to));
        await turn();
      }
    }
    return removed;
  }

  override size(): HistorySize {
    return this.#shelf.size();
  }

  /** Writes what waits. Called once, at the end. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#cancelBehind?.();
    await this.#catchUp();
  }

  async #removeSome(kind: HistoryKind, before: string): Promise<number> {
    const slice = this.#shelf.oldest(kind, SLICE, before);
    if (slice.length > 0) await this.parts.disk.commit(this.#shelf.removals(slice));
    return slice.length;
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
      void this.#commitDue();
    });
  }

  /** What comes meanwhile waits for its own time, unless it fills a commit: a small one costs as much as a full one. */
  async #commitDue(): Promise<void> {
    do {
      if (this.#isClosed) return;
      await this.#exclusively(() => this.#commitSome());
      await turn();
    } while (this.#areRecordsDue || this.#abouts.length > 0);
    if (this.#pending.size > 0) this.#commitLater();
    else this.#cancelBehind = undefined;
  }

  get #areRecordsDue(): boolean {
    return this.#pending.size > 0 && (this.#due > 0 || this.#pending.size >= SLICE);
  }

  /** Writes what waits by now, and lets others work in between. */
  async #catchUp(): Promise<void> {
    for (let left = this.#pending.size; left > 0; left -= SLICE) {
      await this.#exclusively(() => this.#commitRecords());
      if (left > SLICE) await turn();
    }
    while (this.#abouts.length > 0) {
      await this.#exclusively(() => this.#commitAbouts());
      if (this.#abouts.length > 0) await turn();
    }
  }

  #exclusively<T>(run: () => Promise<T>): Promise<T> {
    const ran = this.#writing.then(run);
    this.#writing = ran.catch(() => {});
    return ran;
  }

  /**
   * Records lie one after the other in their table, and what they are about all over the index. So the index waits until
   * many entries can be written in its own order: that changes each of its pages once, and not with every commit.
   */
  #commitSome(): Promise<void> {
    if (this.#areRecordsDue && this.#abouts.length < INDEX_WAITING_MAX) return this.#commitRecords();
    return this.#commitAbouts();
  }

  async #commitRecords(): Promise<void> {
    const slice = [...firstOf(this.#pending, SLICE)];
    this.#due = Math.max(0, this.#due - slice.length);
    const isWritten = await this.#commit(
      slice.length,
      slice.flatMap(([, each]) => this.#shelf.writes(each)),
    );
    for (const [name, written] of slice) {
      const { kind, key, envelope, isUpdate } = written;
      if (isWritten && !isUpdate) this.#abouts.push(...aboutWrites(kind, key, envelope));
      const pending = this.#pending.get(name);
      if (pending !== written && pending !== undefined) {
        // It was updated meanwhile.
        this.#pending.set(name, { ...pending, isUpdate: pending.isUpdate || isWritten });
        continue;
      }
      this.#pending.delete(name);
      if (envelope.id !== undefined) this.#keys.delete(`${kind}/${envelope.id}`);
    }
    await this.#makeRoom();
  }

  async #commitAbouts(): Promise<void> {
    this.#abouts.sort((a, b) => (a.key < b.key ? -1 : 1));
    const neighbours = this.#abouts.splice(-INDEX_SLICE);
    await this.#commit(neighbours.length, neighbours);
    await this.#makeRoom();
  }

  /** @returns whether it is written; otherwise it is lost */
  async #commit(count: number, writes: readonly Write[]): Promise<boolean> {
    try {
      if (count > 0) await this.parts.disk.commit(writes);
      this.#isFailing = false;
      return true;
    } catch (error) {
      this.#lose(count, error);
      return false;
    }
  }

  /** Removes of the oldest of all kinds as much as is too much. */
  async #makeRoom(): Promise<void> {
    // Not before: the index would keep an entry of a record that is gone.
    if (this.#abouts.length > 0) return;
    const excess = this.#shelf.excess(SLICE);
    if (excess.length === 0) return;
    try {
      await this.parts.disk.commit(this.#shelf.removals(excess));
      this.parts.options.lost('size', excess.length);
    } catch (error) {
      this.#lose(0, error);
    }
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

function* firstOf<K, V>(map: ReadonlyMap<K, V>, count: number): IterableIterator<[K, V]> {
  let taken = 0;
  for (const entry of map) {
    if (taken++ >= count) return;
    yield entry;
  }
}

function recordOf(key: string, { id, atMs, value }: Envelope): HistoryRecord {
  return { id: id ?? key, atMs, value };
}

function newestNumber(disk: Disk, kind: HistoryKind): number {
  for (const { key } of disk.range(TABLE_OF[kind], { from: '', to: '~', isBackwards: true })) return numberOf(key);
  return -1;
}
