import type { RedisLink } from './redis-link.js';
import { LEAVE_SCRIPT, SHARE_SCRIPT } from './shard-script.js';

export interface ShardsParts {
  readonly link: RedisLink;
  readonly count: number;
  /** How long a queue stays with a replica that is not heard of. */
  readonly leaseMs: number;
  /** This replica delivers what goes through the queue from now on. */
  readonly gained: (shard: number) => void;
  /** It does no more, and what it holds of it is another's. */
  readonly lost: (shard: number) => void;
  /** Whether nothing of the queue is on its way here, so that another may have it. */
  readonly isIdle: (shard: number) => boolean;
}

/** How often a lease is renewed in its time. */
const RENEWALS = 4;

/** Which of the queues this replica delivers from. By its own count of time, so that a process that slept knows it did. */
export class Shards {
  /** Until when each is its own, in milliseconds of `performance.now()`. */
  readonly #untilMs = new Map<number, number>();
  #timer: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(private readonly parts: ShardsParts) {}

  isOwn(shard: number): boolean {
    return (this.#untilMs.get(shard) ?? 0) > performance.now();
  }

  start(afterMs: number): void {
    this.#timer = setTimeout(() => void this.#renew(), afterMs);
  }

  /** Forgets all: Redis is away. */
  stop(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    this.#untilMs.clear();
  }

  /** Gives all back, so that the others need not wait for the end of the leases. */
  async leave(): Promise<void> {
    const own = [...this.#untilMs.keys()];
    this.stop();
    await this.#giveBack(own, true);
  }

  async #renew(): Promise<void> {
    const { link, count, leaseMs, isIdle } = this.parts;
    const beganMs = performance.now();
    try {
      const keys = [link.key('deliverers'), ...Array.from({ length: count }, (_, shard) => this.#lease(shard))];
      const answer = await link.run((client) =>
        client.eval(SHARE_SCRIPT, keys.length, ...keys, link.replicaId, leaseMs),
      );
      if (this.#isClosed) return;
      const [surplus, own]: readonly unknown[] = Array.isArray(answer) ? answer : [];
      this.#have(Array.isArray(own) ? own.map(Number) : [], beganMs + leaseMs);
      const spare = [...this.#untilMs.keys()].filter(isIdle).slice(0, Number(surplus ?? 0));
      for (const shard of spare) this.#lose(shard);
      if (spare.length > 0) await this.#giveBack(spare, false);
    } catch {
      // Redis is away, which the connection tells; or it was slow, and the leases run out.
    }
    if (!this.#isClosed) this.#timer = setTimeout(() => void this.#renew(), leaseMs / RENEWALS);
  }

  #have(own: readonly number[], untilMs: number): void {
    for (const [shard, lastMs] of [...this.#untilMs]) {
      // Also one that ran out and was got again: another may have had it between.
      if (!own.includes(shard) || lastMs <= performance.now()) this.#lose(shard);
    }
    for (const shard of own) {
      const isNew = !this.#untilMs.has(shard);
      this.#untilMs.set(shard, untilMs);
      if (isNew) this.parts.gained(shard);
    }
  }

  #lose(shard: number): void {
    if (this.#untilMs.delete(shard)) this.parts.lost(shard);
  }

  async #giveBack(shards: readonly number[], isLast: boolean): Promise<void> {
    const { link } = this.parts;
    const keys = [link.key('deliverers'), ...shards.map((shard) => this.#lease(shard))];
    await link
      .run((client) => client.eval(LEAVE_SCRIPT, keys.length, ...keys, link.replicaId, isLast ? 1 : 0))
      // They run out by themselves.
      .catch(() => {});
  }

  #lease(shard: number): string {
    return this.parts.link.key(`deliverer:${shard}`);
  }
}
