import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type { Logger } from '../../log/logger.js';
import { CHANGE_SCRIPT } from './change-script.js';
import { RedisAwayError, type RedisConnection } from './connection.js';

/** What a table holds, and how what replicas know of it becomes one. */
export interface TableKind<Value, Stored> {
  readonly name: string;
  encode(value: Value): Stored;
  /** @throws {Error} when it makes no sense */
  decode(stored: Stored): Value;
  /** Which value holds of the shared one and another that this replica has. */
  merge(shared: Value, own: Value): Value;
  /** Whether the others have to know of a value beside the shared one. */
  isNews(shared: Value, own: Value): boolean;
  /** Whether nobody needs the value any more, so that a Redis that lacks it is not given it. */
  isOver(value: Value, nowMs: number): boolean;
  /** Whether this replica forgets what another has removed. */
  readonly followsRemovals: boolean;
}

/** What another replica did, as it was merged here. */
export type TableChange<Value> =
  | { readonly kind: 'put'; readonly key: string; readonly value: Value }
  | { readonly kind: 'removed'; readonly key: string };

interface Shared<Value> {
  readonly version: string;
  readonly value: Value;
}

interface Entry<Value> {
  /** Undefined: removed here, and Redis does not know yet. */
  value: Value | undefined;
  /** What Redis has, as far as this replica knows. */
  shared: Shared<Value> | undefined;
}

/** Records of one script call: short enough that other clients of Redis get their turn. */
const BATCH = 200;

/** Conflicts in a row, each of which another replica has won; the next change here tries again. */
const CONFLICTS_MAX = 100;

/** How many changes the stream keeps. A replica that missed more reads everything anew. */
const CHANGES_KEPT = 20_000;

const SCAN_COUNT = 500;

/**
 * A table in memory, shared with the other replicas through a hash in Redis. Reads never wait. A record in Redis is only
 * replaced by one that was merged with it, so all replicas come to the same, in whatever order they heard of it. While
 * Redis is away what was changed is remembered: by key, so that it is no more than what is in memory.
 */
export class ReplicatedTable<Value, Stored> {
  readonly #entries = new Map<string, Entry<Value>>();
  readonly #unsent = new Set<string>();
  readonly #listeners = new Set<(change: TableChange<Value>) => void>();
  #sending: Promise<void> | undefined;

  constructor(
    private readonly connection: RedisConnection,
    private readonly kind: TableKind<Value, Stored>,
    private readonly logger: Logger,
  ) {}

  get name(): string {
    return this.kind.name;
  }

  get(key: string): Value | undefined {
    return this.#entries.get(key)?.value;
  }

  *entries(): IterableIterator<[key: string, value: Value]> {
    for (const [key, { value }] of this.#entries) if (value !== undefined) yield [key, value];
  }

  /** Told of what other replicas change. @returns a function that ends the subscription */
  subscribe(listener: (change: TableChange<Value>) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Replaces a value here; `send` tells the others. */
  put(key: string, value: Value): void {
    const entry = this.#entries.get(key);
    const shared = entry?.shared;
    this.#entries.set(key, { value, shared });
    if (entry?.value === undefined || shared === undefined || this.kind.isNews(shared.value, value)) {
      this.#unsent.add(key);
    }
  }

  /** Removes a value here; `send` tells the others, unless one has changed it meanwhile: then it is back. */
  remove(key: string): void {
    const entry = this.#entries.get(key);
    if (entry === undefined) return;
    entry.value = undefined;
    this.#unsent.add(key);
  }

  /** Resolves once Redis has everything, or is away: then it is sent when Redis is back. Never rejects. */
  send(): Promise<void> {
    if (this.#unsent.size === 0 && this.#sending === undefined) return Promise.resolve();
    this.#sending ??= this.#sendAll();
    return this.#sending;
  }

  /** Sends also what was no news alone, so that the next process knows it. */
  async sendEverything(): Promise<void> {
    for (const [key, { value, shared }] of this.#entries) {
      if (value !== undefined && value !== shared?.value) this.#unsent.add(key);
    }
    await this.send();
  }

  /** Reads records from Redis: what others have changed, or what must be the very last. @throws {RedisAwayError} */
  async refresh(keys: readonly string[]): Promise<void> {
    const records = await this.connection.run((client) => client.hmget(this.#hash, ...keys));
    keys.forEach((key, at) => {
      this.#take(key, records[at] ?? undefined);
    });
    void this.send();
  }

  /**
   * Reads everything, merges it with what is here, and gives Redis what it lacks: after a start, and after Redis was
   * away, as it may have come back empty or with an older state.
   *
   * @throws {RedisAwayError}
   */
  async load(nowMs: number): Promise<void> {
    for (const entry of this.#entries.values()) if (entry.value !== undefined) entry.shared = undefined;
    const seen = new Set<string>();
    let cursor = '0';
    do {
      const [next, fields] = await this.connection.run((client) =>
        client.hscan(this.#hash, cursor, 'COUNT', SCAN_COUNT),
      );
      for (let at = 0; at + 1 < fields.length; at += 2) {
        const [key = '', record] = [fields[at], fields[at + 1]];
        seen.add(key);
        this.#take(key, record);
      }
      cursor = next;
    } while (cursor !== '0');
    for (const [key, { value, shared }] of this.#entries) {
      if (seen.has(key) || (value !== undefined && shared !== undefined)) continue;
      if (value === undefined || this.kind.isOver(value, nowMs)) this.#unsent.delete(key);
      else this.#unsent.add(key);
      if (value === undefined) this.#entries.delete(key);
    }
    await this.send();
  }

  get #hash(): string {
    return this.connection.key(this.kind.name);
  }

  async #sendAll(): Promise<void> {
    try {
      // What is put in one turn goes together.
      await setImmediate();
      for (let conflicts = 0; this.#unsent.size > 0 && conflicts < CONFLICTS_MAX; ) {
        conflicts = (await this.#sendBatch()) ? 0 : conflicts + 1;
      }
    } catch (error) {
      if (!(error instanceof RedisAwayError)) this.logger.error('Table cannot be shared', { err: String(error) });
    } finally {
      // In the same turn as the last look at what is unsent: nobody may join what has ended.
      this.#sending = undefined;
    }
  }

  /** @returns whether anything was written */
  async #sendBatch(): Promise<boolean> {
    const sent: { readonly key: string; readonly value: Value | undefined }[] = [];
    const args: string[] = [];
    for (const key of this.#unsent) {
      const { value, shared } = this.#entries.get(key) ?? { value: undefined, shared: undefined };
      sent.push({ key, value });
      args.push(key, shared?.version ?? '0', value === undefined ? '' : JSON.stringify(this.kind.encode(value)));
      if (sent.length === BATCH) break;
    }
    const { connection, name } = this;
    const keys = [this.#hash, connection.key('changes'), connection.key('version')];
    const answers = await connection.run((client) =>
      client.eval(CHANGE_SCRIPT, keys.length, ...keys, name, connection.replicaId, CHANGES_KEPT, ...args),
    );
    let hasWritten = false;
    sent.forEach(({ key, value }, at) => {
      const [isWritten, text] = answerAt(answers, at);
      if (isWritten) this.#written(key, value, text);
      else this.#take(key, text === '' ? undefined : text);
      hasWritten ||= isWritten;
    });
    return hasWritten;
  }

  #written(key: string, value: Value | undefined, version: string): void {
    const entry = this.#entries.get(key);
    if (entry === undefined) return;
    entry.shared = value === undefined ? undefined : { version, value };
    if (entry.value !== value) return;
    this.#unsent.delete(key);
    if (value === undefined) this.#entries.delete(key);
  }

  /** Takes a record as Redis has it; undefined where it has none. */
  #take(key: string, record: string | undefined): void {
    const entry = this.#entries.get(key);
    if (record === undefined) {
      this.#takeRemoval(key, entry);
      return;
    }
    const shared = this.#decoded(key, record);
    if (shared === undefined) return;
    // An answer that was overtaken.
    if (entry?.shared !== undefined && Number(shared.version) < Number(entry.shared.version)) return;
    if (entry?.value === undefined) this.#takeBack(key, entry, shared);
    else this.#merge(key, entry.value, entry.shared, shared);
  }

  #takeRemoval(key: string, entry: Entry<Value> | undefined): void {
    if (entry === undefined) return;
    const wasShared = entry.shared !== undefined;
    entry.shared = undefined;
    if (entry.value === undefined) {
      this.#unsent.delete(key);
      this.#entries.delete(key);
    } else if (wasShared && this.kind.followsRemovals && !this.#unsent.has(key)) {
      this.#entries.delete(key);
      this.#tell({ kind: 'removed', key });
    }
  }

  /** @param entry of what was removed here; where nobody has changed it since, that stands */
  #takeBack(key: string, entry: Entry<Value> | undefined, shared: Shared<Value>): void {
    if (entry?.shared?.version === shared.version) return;
    this.#unsent.delete(key);
    this.#entries.set(key, { value: shared.value, shared });
    this.#tell({ kind: 'put', key, value: shared.value });
  }

  #merge(key: string, own: Value, known: Shared<Value> | undefined, shared: Shared<Value>): void {
    const isOwn = own !== known?.value;
    const merged = isOwn ? this.kind.merge(shared.value, own) : shared.value;
    const value = this.#areEqual(merged, shared.value) ? shared.value : merged;
    this.#entries.set(key, { value, shared });
    if (value !== shared.value && this.kind.isNews(shared.value, value)) this.#unsent.add(key);
    else this.#unsent.delete(key);
    if (!this.#areEqual(value, own)) this.#tell({ kind: 'put', key, value });
  }

  #areEqual(a: Value, b: Value): boolean {
    return a === b || JSON.stringify(this.kind.encode(a)) === JSON.stringify(this.kind.encode(b));
  }

  #decoded(key: string, record: string): Shared<Value> | undefined {
    const bar = record.indexOf('|');
    try {
      return { version: record.slice(0, bar), value: this.kind.decode(JSON.parse(record.slice(bar + 1)) as Stored) };
    } catch (error) {
      this.logger.error('Record in Redis makes no sense and is left out', {
        table: this.name,
        key,
        err: String(error),
      });
      return undefined;
    }
  }

  #tell(change: TableChange<Value>): void {
    for (const tell of [...this.#listeners]) tell(change);
  }
}

/** A key of fixed length for any texts. */
export function keyOf(...parts: readonly (string | number)[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url');
}

function answerAt(answers: unknown, at: number): [isWritten: boolean, text: string] {
  const answer: unknown = Array.isArray(answers) ? answers[at] : undefined;
  if (!Array.isArray(answer)) throw new Error('Redis answers a change with something else');
  return [answer[0] === 1, String(answer[1])];
}
