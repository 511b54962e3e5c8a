import { setTimeout } from 'node:timers/promises';
import { FlushLedger } from '../../grouping/flush-ledger.js';
import type { GroupTimer } from '../../grouping/group-timers.js';
import { RedisAwayError, type RedisConnection } from './connection.js';
import { CLAIM_SCRIPT, RELEASE_SCRIPT } from './lease-scripts.js';
import { keyOf, type ReplicatedTable, type TableKind } from './replicated-table.js';

/** A timer as replicas share it. */
export interface SharedTimer extends GroupTimer {
  /** From the flush that left it until the next, in milliseconds; 0 where the group was not flushed yet. */
  readonly spanMs: number;
}

export const TIMERS: TableKind<SharedTimer, SharedTimer> = {
  name: 'timers',
  encode: (timer) => timer,
  decode: (timer) => timer,
  // Who armed a group first has begun its timeline, and who flushed it last goes on with it.
  merge: (shared, own) => (own.spanMs > 0 && (shared.spanMs === 0 || own.dueMs > shared.dueMs) ? own : shared),
  isNews: (_, { spanMs }) => spanMs > 0,
  // A group that is long gone is forgotten with `retain`.
  isOver: () => false,
  followsRemovals: true,
};

/** A flush takes milliseconds; a replica that holds one for so long is dead, and another takes its place. */
const LEASE_MS = 10_000;

/** How often a held lease is looked at. */
const LOOK_MS = 100;

export interface RedisFlushLedgerParts {
  readonly connection: RedisConnection;
  readonly table: ReplicatedTable<SharedTimer, SharedTimer>;
  /** Shorter in tests alone. */
  readonly leaseMs?: number;
  /** False: this replica leaves all flushes to the others. */
  readonly flushes?: boolean;
}

/**
 * One timeline for each group, whichever replica flushes it. While Redis is away every replica flushes its groups: rather
 * a duplicate than a lost page.
 */
export class RedisFlushLedger extends FlushLedger {
  /** What was left by those before, by the groups' ids, and what was armed here: the timers' keys. */
  readonly #keys = new Map<string, string>();
  /** When the flushes that are claimed here were due. */
  readonly #claimed = new Map<string, number>();
  #isClosed = false;

  constructor(private readonly parts: RedisFlushLedgerParts) {
    super();
  }

  override load(): readonly GroupTimer[] {
    return Array.from(this.parts.table.entries(), ([, { groupId, groupKey, rhythm, dueMs }]) => ({
      groupId,
      groupKey,
      rhythm,
      dueMs,
    }));
  }

  override arm(timer: GroupTimer, isAnew = false): void {
    const key = this.#keyOf(timer);
    const isKnown = this.parts.table.get(key) !== undefined;
    if (isKnown && !isAnew) return;
    // To be news for the others it has to have a span.
    this.parts.table.put(key, { ...timer, spanMs: isKnown ? 1 : 0 });
    void this.parts.table.send();
  }

  override async claim(groupId: string, dueAtMs: number): Promise<boolean> {
    if (this.parts.flushes === false) return false;
    const key = this.#keys.get(groupId) ?? groupId;
    // A timeline that has just begun anew has to be known.
    await this.parts.table.send();
    try {
      while (!this.#isClosed) {
        const { verdict, leftMs } = await this.#ask(key, dueAtMs);
        if (verdict === 'mine') this.#claimed.set(groupId, dueAtMs);
        if (verdict !== 'held') return verdict === 'mine';
        await setTimeout(Math.min(Math.max(leftMs, 1), LOOK_MS));
      }
      return false;
    } catch (error) {
      if (error instanceof RedisAwayError) return true;
      throw error;
    }
  }

  override async commit(timer: GroupTimer): Promise<void> {
    const { table } = this.parts;
    const key = this.#keyOf(timer);
    const claimedMs = this.#claimed.get(timer.groupId);
    this.#claimed.delete(timer.groupId);
    table.put(key, { ...timer, spanMs: Math.max(timer.dueMs - (claimedMs ?? timer.dueMs), 1) });
    await table.send();
    await this.#release(key);
  }

  override end(groupId: string): void {
    const key = this.#keys.get(groupId);
    this.#claimed.delete(groupId);
    if (key === undefined) return;
    this.#keys.delete(groupId);
    this.parts.table.remove(key);
    void this.parts.table.send();
  }

  override retain(groupIds: ReadonlySet<string>): void {
    for (const groupId of this.#keys.keys()) if (!groupIds.has(groupId)) this.#keys.delete(groupId);
    const wanted = new Set(this.#keys.values());
    for (const [key, { groupId }] of [...this.parts.table.entries()]) {
      if (!wanted.has(key) && !groupIds.has(groupId)) this.parts.table.remove(key);
    }
    void this.parts.table.send();
  }

  /** Nobody is kept waiting any more; flushes that are claimed here are left to the others at once. */
  async close(): Promise<void> {
    this.#isClosed = true;
    const keys = Array.from(this.#claimed.keys(), (groupId) => this.#keys.get(groupId) ?? groupId);
    for (const key of keys) await this.#release(key);
  }

  async #ask(key: string, dueAtMs: number) {
    const { connection, table, leaseMs = LEASE_MS } = this.parts;
    const answer = await connection.run((client) =>
      client.eval(
        CLAIM_SCRIPT,
        2,
        connection.key(table.name),
        leaseOf(connection, key),
        key,
        dueAtMs,
        connection.replicaId,
        leaseMs,
      ),
    );
    const [verdict, left]: readonly unknown[] = Array.isArray(answer) ? answer : [];
    return { verdict: String(verdict), leftMs: Number(left ?? 0) };
  }

  async #release(key: string): Promise<void> {
    const { connection } = this.parts;
    try {
      await connection.run((client) => client.eval(RELEASE_SCRIPT, 1, leaseOf(connection, key), connection.replicaId));
    } catch (error) {
      // It runs out by itself.
      if (!(error instanceof RedisAwayError)) throw error;
    }
  }

  /** Not the id: replicas whose configurations differ for a while give it to different groups. */
  #keyOf({ groupId, groupKey, rhythm }: GroupTimer): string {
    const key = keyOf(rhythm, groupKey);
    this.#keys.set(groupId, key);
    return key;
  }
}

function leaseOf(connection: RedisConnection, key: string): string {
  return connection.key(`lease:${key}`);
}
