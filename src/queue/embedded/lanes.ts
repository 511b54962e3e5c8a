import { type Job, Lane, type Running } from './lane.js';
import { SlotLine } from './slot-line.js';

/** One integration's share of the queue. */
interface Pool {
  running: number;
  /** How many lanes there are, idle ones too. */
  lanes: number;
  /** The lanes in which a delivery waits, in the order in which they began to wait. */
  readonly waiting: Set<Lane>;
  /** The lanes that are due and find no slot. */
  readonly forSlot: SlotLine;
}

/** All lanes, counted by integration. */
export class Lanes {
  readonly #lanes = new Map<string, Lane>();
  readonly #pools = new Map<string, Pool>();
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

  of(key: string, integration: string): Lane {
    const known = this.#lanes.get(key);
    if (known !== undefined) return known;
    const lane = new Lane(key, integration);
    this.#lanes.set(key, lane);
    this.#pool(lane).lanes++;
    return lane;
  }

  delete(lane: Lane): void {
    if (!this.#lanes.delete(lane.key)) return;
    const pool = this.#pool(lane);
    if (--pool.lanes === 0) this.#pools.delete(lane.integration);
  }

  /** What waits in the lane already is replaced, and the lane keeps its place. */
  wait(lane: Lane, job: Job): void {
    lane.disarm();
    if (lane.waiting === undefined) this.#waitingCount++;
    lane.waiting = job;
    this.#pool(lane).waiting.add(lane);
  }

  takeWaiting(lane: Lane): Job | undefined {
    const job = lane.waiting;
    if (job === undefined) return undefined;
    lane.waiting = undefined;
    lane.disarm();
    const { waiting, forSlot } = this.#pool(lane);
    waiting.delete(lane);
    forSlot.delete(lane);
    this.#waitingCount--;
    return job;
  }

  begin(lane: Lane, running: Running): void {
    this.takeWaiting(lane);
    lane.running = running;
    this.#pool(lane).running++;
  }

  end(lane: Lane): void {
    lane.running = undefined;
    this.#pool(lane).running--;
  }

  hasSlot(lane: Lane): boolean {
    return this.#pool(lane).running < this.concurrency;
  }

  queueForSlot(lane: Lane, { delivery }: Job): void {
    this.#pool(lane).forSlot.add(lane, delivery.urgency);
  }

  /** Takes the lane of the same integration that has a free slot next, if there is one. */
  takeForSlot(lane: Lane): Lane | undefined {
    const { forSlot } = this.#pool(lane);
    return this.hasSlot(lane) ? forSlot.take() : undefined;
  }

  /** Of the integration that has the most waiting, the lane that has waited longest. */
  mostCrowded(): Lane | undefined {
    let crowded: Pool | undefined;
    for (const pool of this.#pools.values()) {
      if (pool.waiting.size > (crowded?.waiting.size ?? 0)) crowded = pool;
    }
    return crowded?.waiting.values().next().value;
  }

  #pool({ integration }: Lane): Pool {
    let pool = this.#pools.get(integration);
    if (pool === undefined) {
      pool = { running: 0, lanes: 0, waiting: new Set(), forSlot: new SlotLine() };
      this.#pools.set(integration, pool);
    }
    return pool;
  }
}
