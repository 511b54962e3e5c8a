import type { CancelTimer, Clock } from '../../clock/clock.js';
import type { Logger } from '../../log/logger.js';
import type { Disk, Write } from './disk.js';

/** What is written behind waits for so long for another commit to go with. */
const BEHIND_MS = 1_000;

const RETRY_FIRST_MS = 1_000;
const RETRY_MAX_MS = 60_000;

export interface WriterMetrics {
  /** A commit failed. */
  writeFailed(): void;
  /** Whether everything that should be durable is. */
  healthy(isHealthy: boolean): void;
}

export interface WriterParts {
  readonly disk: Disk;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: WriterMetrics;
  /** How long what no client waits for may wait for a commit to share, milliseconds; 0: for this turn's. */
  readonly gatherMs?: number | undefined;
}

interface StrictWrite {
  readonly writes: readonly Write[];
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

/** By table and key, newest last. */
type Writes = Map<string, Write>;

/**
 * Gathers what is written in one turn of the event loop, and while a commit is under way, into one commit, so that writers
 * share the wait for the disk. One commit at a time: what comes later is on disk later.
 */
export class Writer {
  /** What is to be written; at most one write for each record, however long the disk fails. */
  #pending: Writes = new Map();
  /** What is being written. */
  #underWay: Writes = new Map();
  #strict: StrictWrite[] = [];
  #waiting: (() => void)[] = [];
  /** Resolves when no commit is under way and none is due. */
  #committing: Promise<void> | undefined;
  /** A commit is to follow; a retry writes what could not be written before. */
  #due: { isRetry: boolean } | undefined;
  #scheduled: NodeJS.Immediate | undefined;
  #gathering: NodeJS.Timeout | undefined;
  #cancelRetry: CancelTimer | undefined;
  #cancelBehind: CancelTimer | undefined;
  #failures = 0;
  #failure: string | undefined;

  constructor(private readonly parts: WriterParts) {
    parts.metrics.healthy(true);
  }

  get isHealthy(): boolean {
    return this.#failures === 0;
  }

  /** Why the last write failed, for as long as nothing could be written since. */
  get failure(): string | undefined {
    return this.#failure;
  }

  /**
   * Resolves once the writes are on disk. When the disk fails it resolves, too: memory goes on, and they are tried
   * again until they succeed.
   */
  write(writes: readonly Write[]): Promise<void> {
    for (const write of writes) this.#add(write);
    if (this.#isNothingToDo) return Promise.resolve();
    this.#schedule();
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /**
   * As `write`, and for what follows from something that was done already: a message that is out, an attempt that has
   * begun. It shares the commit of a client's request that comes within `gatherMs`, so that a commit tells of many.
   */
  writeSoon(writes: readonly Write[]): Promise<void> {
    const { gatherMs = 0 } = this.parts;
    if (gatherMs === 0) return this.write(writes);
    for (const write of writes) this.#add(write);
    if (this.#isNothingToDo) return Promise.resolve();
    if (this.#scheduled === undefined) this.#gather(gatherMs);
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /**
   * Writes with the next commit, or with one of their own within a second: for what nobody waits for. They are on disk
   * before anything that `write` is given later.
   */
  writeBehind(writes: readonly Write[]): void {
    for (const write of writes) this.#add(write);
    if (this.#isNothingToDo || this.#scheduled !== undefined) return;
    const { clock } = this.parts;
    this.#cancelBehind ??= clock.at(clock.now() + BEHIND_MS, () => this.#schedule());
  }

  /** Resolves once the writes are on disk, all of them; rejects when they cannot be written, and forgets them. */
  writeOrFail(writes: readonly Write[]): Promise<void> {
    this.#schedule();
    return new Promise((resolve, reject) => this.#strict.push({ writes, resolve, reject }));
  }

  /** Writes what is pending, once more if the disk failed before. */
  async close(): Promise<void> {
    await this.#committing;
    this.#cancelAll();
    await Promise.all([this.#commitStrict(), this.#commitPending()]);
    this.#cancelAll();
    if (this.isHealthy) return;
    this.parts.logger.error('Storage closed with changes that could not be written', { records: this.#pending.size });
  }

  /** Nothing is to be written, or it will be when the disk can be written again. */
  get #isNothingToDo(): boolean {
    return !this.isHealthy || (this.#pending.size === 0 && this.#underWay.size === 0);
  }

  #add(write: Write): void {
    const id = idOf(write);
    this.#pending.delete(id);
    // Removing what the disk does not have is nothing to do: the map cannot outgrow what is stored here or there.
    if (write.record !== undefined || this.#willHave(id, write)) this.#pending.set(id, write);
  }

  /** Whether the disk has a record, or will when the commit that is under way has ended. */
  #willHave(id: string, { table, key }: Write): boolean {
    const writing = this.#underWay.get(id);
    return writing === undefined ? this.parts.disk.has(table, key) : writing.record !== undefined;
  }

  #schedule(): void {
    this.#scheduled ??= setImmediate(() => {
      this.#scheduled = undefined;
      this.#commit();
    });
  }

  /** Begins a commit; where one is under way already, another comes right after it. */
  #commit({ isRetry = false } = {}): void {
    this.#due ??= { isRetry: false };
    this.#due.isRetry ||= isRetry;
    this.#committing ??= this.#commitWhileDue();
  }

  async #commitWhileDue(): Promise<void> {
    for (let due = this.#due; due !== undefined; due = this.#due) {
      this.#due = undefined;
      clearImmediate(this.#scheduled);
      this.#scheduled = undefined;
      clearTimeout(this.#gathering);
      this.#gathering = undefined;
      await Promise.all([this.#commitStrict(), this.isHealthy || due.isRetry ? this.#commitPending() : undefined]);
    }
    this.#committing = undefined;
  }

  /** Apart from the rest, so that a big backlog does not make a small silence fail. */
  async #commitStrict(): Promise<void> {
    const strict = this.#strict;
    this.#strict = [];
    if (strict.length === 0) return;
    try {
      await this.parts.disk.commit(strict.flatMap(({ writes }) => writes));
      for (const { resolve } of strict) resolve();
    } catch (error) {
      this.parts.metrics.writeFailed();
      for (const { reject } of strict)
        reject(new Error(`cannot write to the storage: ${messageOf(error)}`, { cause: error }));
    }
  }

  async #commitPending(): Promise<void> {
    this.#cancelBehind?.();
    this.#cancelBehind = undefined;
    const waiting = this.#waiting;
    this.#waiting = [];
    this.#underWay = this.#pending;
    this.#pending = new Map();
    try {
      if (this.#underWay.size > 0) await this.parts.disk.commit([...this.#underWay.values()]);
      this.#underWay = new Map();
      this.#succeeded();
    } catch (error) {
      this.#takeBack();
      this.#failed(error);
    }
    for (const resolve of waiting) resolve();
  }

  /** What was not written is to be written still, but for what has changed since. */
  #takeBack(): void {
    const failed = this.#underWay;
    const newer = this.#pending;
    this.#underWay = new Map();
    this.#pending = failed;
    for (const write of newer.values()) this.#add(write);
  }

  #succeeded(): void {
    if (this.#failures === 0) return;
    this.#failures = 0;
    this.#failure = undefined;
    this.parts.metrics.healthy(true);
    this.parts.logger.info('Storage can be written again; nothing is missing on disk');
  }

  #failed(error: unknown): void {
    this.parts.metrics.writeFailed();
    this.#failure = messageOf(error);
    if (this.#failures++ === 0) {
      this.parts.metrics.healthy(false);
      this.parts.logger.error('Storage cannot be written; going on in memory until it can', { err: messageOf(error) });
    }
    // Whoever came meanwhile has memory to go on with, too.
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resolve of waiting) resolve();
    const waitMs = Math.min(RETRY_FIRST_MS * 2 ** (this.#failures - 1), RETRY_MAX_MS);
    this.#cancelRetry = this.parts.clock.at(this.parts.clock.now() + waitMs, () => this.#commit({ isRetry: true }));
  }

  #gather(ms: number): void {
    this.#gathering ??= setTimeout(() => {
      this.#gathering = undefined;
      this.#commit();
    }, ms);
  }

  #cancelAll(): void {
    this.#cancelRetry?.();
    this.#cancelBehind?.();
    clearImmediate(this.#scheduled);
    clearTimeout(this.#gathering);
  }
}

function idOf({ table, key }: Write): string {
  return `${table}/${key}`;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
