import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import type { Clock } from '../../clock/clock.js';
import type { Logger } from '../../log/logger.js';
import type { RedisConnection } from './connection.js';
import type { RedisClient } from './redis-client.js';

/** As much of a table as following it takes. */
interface FollowedTable {
  readonly name: string;
  load(nowMs: number): Promise<void>;
  refresh(keys: readonly string[]): Promise<void>;
}

export interface ReplicationParts {
  readonly connection: RedisConnection;
  readonly tables: readonly FollowedTable[];
  readonly clock: Clock;
  readonly logger: Logger;
}

/** The last change that was followed. */
interface Position {
  readonly id: string;
  readonly number: number;
}

interface Change extends Position {
  readonly table: string;
  readonly key: string;
  readonly writer: string;
}

const BLOCK_MS = 1_000;
const CHANGES_AT_ONCE = 1_000;
const READY_TIMEOUT_MS = 2_000;
const RETRY_MS = 250;

/**
 * Keeps tables as the other replicas have them: reads them whole once Redis is up, and follows the stream of changes
 * from there. Whatever may have been missed, all is read again.
 */
export class Replication {
  #isClosed = false;
  /** Redis was away since the tables were read. */
  #isStale = false;
  #isSynced = false;
  #client: RedisClient | undefined;
  #following: Promise<void> | undefined;
  #synced: () => void = () => {};
  readonly #unsubscribe: () => void;

  constructor(private readonly parts: ReplicationParts) {
    this.#unsubscribe = parts.connection.subscribe(() => {
      this.#isStale = true;
    });
  }

  /** Whether everything that the others know has been read, and Redis was not away since. */
  get isSynced(): boolean {
    return this.#isSynced && !this.#isStale && this.parts.connection.state === 'up';
  }

  /** Begins to follow. @returns whether all was read within the time; if not, that goes on behind */
  async start(timeoutMs: number): Promise<boolean> {
    const firstSync = new Promise<boolean>((resolve) => {
      this.#synced = () => resolve(true);
    });
    this.#following = this.#follow();
    const giveUp = new AbortController();
    const late = setTimeout(timeoutMs, false, { signal: giveUp.signal }).catch(() => false);
    const isInTime = await Promise.race([firstSync, late]);
    giveUp.abort();
    return isInTime;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#unsubscribe();
    this.#client?.disconnect();
    await this.#following;
  }

  async #follow(): Promise<void> {
    const { connection, logger } = this.parts;
    while (!this.#isClosed) {
      if (!(await connection.waitUntilUp(RETRY_MS))) continue;
      const client = connection.blockingClient(BLOCK_MS);
      this.#client = client;
      try {
        await this.#session(client);
      } catch (error) {
        if (!this.#isClosed && connection.state === 'up') {
          logger.warn('Changes of other replicas cannot be followed; all is read anew', { err: String(error) });
        }
        await setTimeout(RETRY_MS);
      } finally {
        client.disconnect();
      }
    }
  }

  async #session(client: RedisClient): Promise<void> {
    this.#isStale = false;
    await once(client, 'ready', { signal: AbortSignal.timeout(READY_TIMEOUT_MS) });
    let position: Position | undefined = await this.#end();
    for (const table of this.parts.tables) await table.load(this.parts.clock.now());
    this.#isSynced = true;
    this.#synced();
    while (!this.#isClosed && !this.#isStale && position !== undefined) {
      position = await this.#next(client, position);
    }
    this.#isSynced = false;
  }

  /** The end of the stream: what comes after it was not in a table that is read from now on. */
  async #end(): Promise<Position> {
    const changes = await this.parts.connection.run((client) => client.xrevrange(this.#stream, '+', '-', 'COUNT', 1));
    const [last] = changesOf(changes);
    return last ?? { id: '0-0', number: 0 };
  }

  /** Waits for changes and takes them. @returns undefined when some were missed */
  async #next(client: RedisClient, from: Position): Promise<Position | undefined> {
    const { connection, tables } = this.parts;
    const answer = await client.xread('COUNT', CHANGES_AT_ONCE, 'BLOCK', BLOCK_MS, 'STREAMS', this.#stream, from.id);
    const [stream] = answer ?? [];
    const changes = changesOf(stream?.[1] ?? []);
    const isWhole = changes.every(({ number }, at) => number === from.number + at + 1);
    if (!isWhole) return undefined;
    for (const table of tables) {
      const keys = changes.filter((each) => each.table === table.name && each.writer !== connection.replicaId);
      if (keys.length > 0) await table.refresh([...new Set(keys.map(({ key }) => key))]);
    }
    return changes.at(-1) ?? from;
  }

  get #stream(): string {
    return this.parts.connection.key('changes');
  }
}

function changesOf(entries: readonly [id: string, fields: string[]][]): readonly Change[] {
  return entries.map(([id, fields]) => {
    const named = new Map<string, string>();
    for (let at = 0; at + 1 < fields.length; at += 2) named.set(fields[at] ?? '', fields[at + 1] ?? '');
    return {
      id,
      number: Number(named.get('n')),
      table: named.get('t') ?? '',
      key: named.get('k') ?? '',
      writer: named.get('w') ?? '',
    };
  });
}
