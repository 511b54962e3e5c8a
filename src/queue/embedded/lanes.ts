import { type IntegrationKey, integrationName } from '../../nflog/notification-log.js';
import { type Delivery, deliveryKey } from '../../notify/delivery.js';
import { type Job, Lane, type Running } from './lane.js';
import { Pool } from './pool.js';

/** All lanes, and the pools of their integrations. */
export class Lanes {
  readonly #lanes = new Map<string, Lane>();
  readonly #pools = new Map<string, Pool<Lane>>();
  #waitingCount = 0;

  /** @param concurrency how many attempts an integration may have under way */
  constructor(private readonly concurrency: number) {}

  get waitingCount(): number {
    return this.#waitingCount;
  }

  get(key: string): Lane | undefined {
    return this.#lanes.get(key);
  }

  [Symbol.iterator](): IterableIterator<Lane> {
    return this.#lanes.values();
  }

  pools(): Iterable<Pool<Lane>> {
    return this.#pools.values();
  }

  of(delivery: Delivery): Lane {
    const key = deliveryKey(delivery);
    const known = this.#lanes.get(key);
    if (known !== undefined) return known;
    const pool = this.#pool(delivery.integration);
    const lane = new Lane(key, pool);
    this.#lanes.set(key, lane);
    pool.lanes++;
    return lane;
  }

  delete({ key, pool }: Lane): void {
    if (!this.#lanes.delete(key)) return;
    // What a receiver took lately counts, whoever it was about.
    if (--pool.lanes === 0 && pool.window.isEmpty) this.#pools.delete(integrationName(pool.integration));
  }

  /** What waits in the lane already is replaced, and the lane keeps its place. */
  wait(lane: Lane, job: Job): void {
    lane.disarm();
    if (lane.waiting === undefined) this.#waitingCount++;
    lane.waiting = job;
    lane.pool.waiting.add(lane);
  }

  takeWaiting(lane: Lane): Job | undefined {
    const job = lane.waiting;
    if (job === undefined) return undefined;
    lane.waiting = undefined;
    lane.disarm();
    lane.pool.waiting.delete(lane);
    lane.pool.line.delete(lane);
    if (lane.pool.waiting.size === 0) lane.pool.isOver = false;
    this.#waitingCount--;
    return job;
  }

  begin(lane: Lane, running: Running): void {
    this.takeWaiting(lane);
    lane.running = running;
  }

  /** Of the integration that has the most waiting, the lane that has waited longest. */
  mostCrowded(): Lane | undefined {
    let crowded: Pool<Lane> | undefined;
    for (const pool of this.#pools.values()) {
      if (pool.waiting.size > (crowded?.waiting.size ?? 0)) crowded = pool;
    }
    return crowded?.waiting.values().next().value;
  }

  #pool(integration: IntegrationKey): Pool<Lane> {
    const name = integrationName(integration);
    let pool = this.#pools.get(name);
    if (pool === undefined) {
      pool = new Pool<Lane>(integration, this.concurrency);
      this.#pools.set(name, pool);
    }
    return pool;
  }
}
