import type { Clock } from '../../clock/clock.js';
import type { Logger } from '../../log/logger.js';
import { integrationName } from '../../nflog/notification-log.js';
import { type Delivery, deliveryKey } from '../../notify/delivery.js';
import type { DeliveryJournal } from '../../notify/delivery-journal.js';
import {
  type AttemptHandler,
  type AttemptResult,
  DeliveryQueue,
  type EndListener,
  type LimitOf,
  type Settlement,
} from '../../notify/delivery-queue.js';
import { survivorOf } from '../../notify/owed.js';
import type { Job, Lane, Running } from './lane.js';
import { Lanes } from './lanes.js';
import type { Pool } from './pool.js';
import { carryingOn, replacing, retried } from './series.js';
import { UnderWay } from './under-way.js';

export interface EmbeddedDeliveryQueueMetrics {
  /** A delivery was dropped, because as many wait as may. */
  dropped(delivery: Delivery): void;
}

export interface EmbeddedDeliveryQueueParts {
  readonly clock: Clock;
  readonly journal: DeliveryJournal;
  readonly logger: Logger;
  readonly metrics: EmbeddedDeliveryQueueMetrics;
}

export interface EmbeddedDeliveryQueueLimits {
  /** Attempts at a time for each integration, so that a dead receiver delays nobody else. */
  readonly concurrency: number;
  /**
   * Deliveries that may wait. One more, and of the integration that has the most waiting the one drops that was put
   * first: it counts as failed, so its group flushes again, and a receiver that is down pushes out its own alone.
   */
  readonly waitingMax: number;
  /** How many deliveries one message may tell of where a receiver's limit asks for that. */
  readonly digestMax: number;
}

const LIMITS: EmbeddedDeliveryQueueLimits = { concurrency: 32, waitingMax: 100_000, digestMax: 1_000 };

/** How long attempts that were aborted at closing may take to notice. */
const ABORT_MS = 2_000;

/** Deliveries in the memory of this process, and in a journal for the next. */
export class EmbeddedDeliveryQueue extends DeliveryQueue {
  private readonly limits: EmbeddedDeliveryQueueLimits;
  readonly #lanes: Lanes;
  readonly #underWay = new UnderWay();
  #handler: AttemptHandler | undefined;
  #limitOf: LimitOf = () => undefined;
  #isClosed = false;
  #isAborting = false;

  constructor(
    private readonly parts: EmbeddedDeliveryQueueParts,
    limits: Partial<EmbeddedDeliveryQueueLimits> = {},
  ) {
    super();
    this.limits = { ...LIMITS, ...limits };
    this.#lanes = new Lanes(this.limits.concurrency);
  }

  override put(delivery: Delivery): Promise<Settlement> {
    void this.parts.journal.put(delivery);
    return this.#accept(delivery);
  }

  override async pending(key: string): Promise<Delivery | undefined> {
    const lane = this.#lanes.get(key);
    return (lane?.waiting ?? lane?.running?.job)?.delivery;
  }

  override hasten(delivery: Pick<Delivery, 'groupId' | 'integration'>): void {
    const lane = this.#lanes.get(deliveryKey(delivery));
    if (lane?.waiting === undefined) return;
    const nowMs = this.parts.clock.now();
    lane.notBeforeMs = Math.min(lane.notBeforeMs, nowMs);
    this.#wait(lane, { ...lane.waiting, dueAtMs: Math.min(lane.waiting.dueAtMs, nowMs) });
  }

  override withdraw(key: string): void {
    const lane = this.#lanes.get(key);
    if (lane !== undefined) this.#withdraw(lane);
  }

  override retain(wanted: (delivery: Delivery) => boolean): void {
    for (const lane of [...this.#lanes]) {
      const delivery = lane.waiting?.delivery ?? lane.running?.job.delivery;
      if (delivery !== undefined && !wanted(delivery)) this.#withdraw(lane);
    }
  }

  override start(
    handler: AttemptHandler,
    limitOf: LimitOf = () => undefined,
    ended: EndListener = () => undefined,
  ): void {
    const survivors = this.#restore(ended);
    this.#handler = handler;
    this.#limitOf = limitOf;
    for (const lane of [...survivors, ...this.#lanes]) this.#schedule(lane);
  }

  override async close(graceMs: number): Promise<void> {
    this.#isClosed = true;
    for (const lane of this.#lanes) lane.disarm();
    for (const pool of this.#lanes.pools()) pool.disarm();
    await this.#underWay.end(this.parts.clock, graceMs);
    this.#isAborting = true;
    for (const { running } of this.#lanes) running?.abort(new DOMException('the queue is closed', 'AbortError'));
    await this.#underWay.end(this.parts.clock, ABORT_MS);
  }

  override list(): readonly { readonly delivery: Delivery; readonly attempts: number; readonly dueAtMs: number }[] {
    return [...this.#lanes].flatMap(({ running, waiting }) =>
      [running?.job, waiting]
        .filter((job) => job !== undefined)
        .map(({ delivery, attempts, dueAtMs }) => ({ delivery, attempts, dueAtMs })),
    );
  }

  /** Takes in what survived a crash; nothing is handed out yet, so that only the newest of a key is. */
  #restore(ended: EndListener): ReadonlySet<Lane> {
    const survivors = new Set<Lane>();
    const known = new Set(this.list().map(({ delivery }) => delivery.id));
    for (const { delivery, wasUnderWay } of this.parts.journal.load()) {
      if (known.has(delivery.id)) continue;
      const lane = this.#lanes.of(delivery);
      if (lane.isAheadOf(delivery)) {
        this.parts.journal.remove(delivery.id);
      } else {
        const survivor = wasUnderWay ? survivorOf(delivery) : delivery;
        void this.#accept(survivor).then((settlement) => ended(survivor, settlement));
        survivors.add(lane);
      }
    }
    return survivors;
  }

  #accept(delivery: Delivery): Promise<Settlement> {
    return new Promise((resolve) => {
      const nowMs = this.parts.clock.now();
      const lane = this.#lanes.of(delivery);
      const replaced = lane.waiting;
      const dueAtMs = Math.max(nowMs, lane.notBeforeMs);
      const fresh: Job = { delivery, resolve, attempts: 0, previous: undefined, dueAtMs };
      if (replaced === undefined) {
        this.#makeRoom();
        this.#wait(lane, fresh);
      } else {
        this.#wait(lane, replacing(replaced, fresh, nowMs));
        this.#settle(replaced, 'superseded');
      }
    });
  }

  #wait(lane: Lane, job: Job): void {
    this.#lanes.wait(lane, job);
    this.#schedule(lane);
  }

  /** Runs the lane's delivery when it is due; while one is being attempted, its end schedules the next. */
  #schedule(lane: Lane): void {
    lane.disarm();
    const { pool, waiting: job } = lane;
    const nowMs = this.parts.clock.now();
    if (job === undefined || lane.running !== undefined || this.#handler === undefined || this.#isClosed) return;
    if (job.dueAtMs > nowMs) {
      pool.line.delete(lane);
      lane.cancelTimer = this.parts.clock.at(job.dueAtMs, () => this.#schedule(lane));
      return;
    }
    const opensAtMs = this.#opensAtMs(pool, nowMs);
    if (opensAtMs > nowMs) pool.isOver = true;
    if (pool.hasSlot && !pool.isOver) {
      this.#begin([lane], this.#handler);
      return;
    }
    pool.line.add(lane, job.delivery.urgency);
    // With a timer, also where it might begin now: what else is due at this moment goes into the same message.
    if (pool.isOver) pool.arm(opensAtMs, (atMs) => this.parts.clock.at(atMs, () => this.#fill(pool)));
  }

  /** Hands out what stands in line, as far as there are slots and the receiver's limit allows. */
  #fill(pool: Pool<Lane>): void {
    pool.disarm();
    while (pool.hasSlot && pool.line.size > 0 && this.#handler !== undefined && !this.#isClosed) {
      const nowMs = this.parts.clock.now();
      const opensAtMs = this.#opensAtMs(pool, nowMs);
      if (opensAtMs > nowMs) {
        pool.isOver = true;
        pool.arm(opensAtMs, (atMs) => this.parts.clock.at(atMs, () => this.#fill(pool)));
        return;
      }
      this.#begin(pool.line.take(pool.isOver ? this.limits.digestMax : 1), this.#handler);
    }
    if (pool.line.size === 0) pool.isOver = false;
  }

  /** @param nowMs what the answer is compared with: time goes on while this is reckoned */
  #opensAtMs(pool: Pool<Lane>, nowMs: number): number {
    return pool.opensAtMs(this.#limitOf(pool.integration), nowMs);
  }

  /** Makes one attempt for all of these lanes. */
  #begin(lanes: readonly Lane[], handler: AttemptHandler): void {
    const controller = new AbortController();
    const begun = lanes.flatMap((lane): { lane: Lane; running: Running }[] => {
      const { waiting } = lane;
      if (waiting === undefined) return [];
      const job = { ...waiting, attempts: waiting.attempts + 1 };
      const running: Running = { job, isWithdrawn: false, abort: (reason) => controller.abort(reason) };
      this.#lanes.begin(lane, running);
      this.parts.journal.begin(job.delivery.id);
      return [{ lane, running }];
    });
    const [first, ...rest] = begun;
    if (first === undefined) return;
    const { pool } = first.lane;
    const { delivery, attempts: number, previous } = first.running.job;
    const cancelDeadline = this.parts.clock.at(this.#abortAtMs(delivery), () =>
      controller.abort(new DOMException('the deadline of the flush has passed', 'TimeoutError')),
    );
    pool.running++;
    const messageEnds = this.#limitOf(pool.integration) === undefined ? undefined : pool.window.begin();
    const others = rest.map(({ running }) => running.job.delivery);
    const attempt = this.#run(handler, { delivery, others, number, previous, signal: controller.signal }).then(
      (result) => {
        cancelDeadline();
        pool.running--;
        messageEnds?.(isMessage(result) ? this.parts.clock.now() : undefined);
        for (const { lane, running } of begun) this.#end(lane, running, result);
        this.#fill(pool);
        // What was to be told in one message still is.
        if (rest.length > 0 && pool.waiting.size > 0) pool.isOver = true;
        for (const { lane } of begun) this.#next(lane);
      },
    );
    this.#underWay.add(attempt);
  }

  /** An attempt that begins late (a vendor's wish, no free slot, a restart) has as long as one in time would have. */
  #abortAtMs({ deadlineMs, flushedAtMs }: Delivery): number {
    const nowMs = this.parts.clock.now();
    return nowMs < deadlineMs ? deadlineMs : nowMs + deadlineMs - flushedAtMs;
  }

  async #run(handler: AttemptHandler, attempt: Parameters<AttemptHandler>[0]): Promise<AttemptResult> {
    try {
      return await handler(attempt);
    } catch (error) {
      this.parts.logger.error('Delivery failed by a defect; the next flush of its group tries again', {
        integration: integrationName(attempt.delivery.integration),
        aggrGroup: attempt.delivery.groupKey,
        err: error instanceof Error ? (error.stack ?? error.message) : String(error),
      });
      return { kind: 'settled', settlement: 'failed' };
    }
  }

  #end(lane: Lane, running: Running, result: AttemptResult): void {
    lane.running = undefined;
    if (result.kind === 'settled') this.#ended(running.job, result.settlement);
    else this.#retry(lane, running, result);
  }

  #next(lane: Lane): void {
    this.#schedule(lane);
    this.#forgetIdle(lane);
  }

  /** What an abort at closing cut off stays durable, whatever the notifier made of it. */
  #ended(job: Job, settlement: Settlement): void {
    if (this.#isAborting && settlement === 'failed') return;
    this.#settle(job, settlement);
  }

  #retry(lane: Lane, { job, isWithdrawn }: Running, result: AttemptResult & { kind: 'retry' }): void {
    if (result.rateLimited) lane.notBeforeMs = Math.max(lane.notBeforeMs, result.retryAtMs);
    const newer = lane.waiting;
    if (newer !== undefined) {
      const heeding = { ...newer, dueAtMs: Math.max(newer.dueAtMs, lane.notBeforeMs) };
      this.#lanes.wait(lane, carryingOn(job, heeding, result, this.parts.clock.now()));
      this.#settle(job, 'superseded');
    } else if (isWithdrawn) {
      this.#settle(job, 'withdrawn');
    } else {
      this.#lanes.wait(lane, { ...job, ...retried(job, result) });
      this.parts.journal.pause(job.delivery.id);
    }
  }

  #withdraw(lane: Lane): void {
    const job = this.#lanes.takeWaiting(lane);
    // An attempt under way goes on, and is the last one, also should the process end before it does: it tells less
    // than what has nothing to tell any more.
    if (lane.running !== undefined) {
      lane.running.isWithdrawn = true;
      this.parts.journal.remove(lane.running.job.delivery.id);
    }
    if (job !== undefined) this.#settle(job, 'withdrawn');
    this.#forgetIdle(lane);
  }

  #makeRoom(): void {
    if (this.#lanes.waitingCount < this.limits.waitingMax) return;
    const lane = this.#lanes.mostCrowded();
    const job = lane && this.#lanes.takeWaiting(lane);
    if (lane === undefined || job === undefined) return;
    this.parts.metrics.dropped(job.delivery);
    this.parts.logger.error('Delivery dropped: too many are waiting; look at the receiver, or raise the limit', {
      integration: integrationName(job.delivery.integration),
      aggrGroup: job.delivery.groupKey,
      limit: this.limits.waitingMax,
    });
    this.#settle(job, 'failed');
    this.#forgetIdle(lane);
  }

  #settle({ delivery, resolve }: Job, settlement: Settlement): void {
    this.parts.journal.remove(delivery.id);
    resolve(settlement);
  }

  /** An idle lane is kept for as long as a vendor wants to be left alone. */
  #forgetIdle(lane: Lane): void {
    if (!lane.isIdle || this.#isClosed) return;
    lane.disarm();
    if (lane.notBeforeMs <= this.parts.clock.now()) this.#lanes.delete(lane);
    else lane.cancelTimer = this.parts.clock.at(lane.notBeforeMs, () => this.#forgetIdle(lane));
  }
}

/** Whether the vendor has taken something; what it refused or never saw does not count for its limit. */
function isMessage(result: AttemptResult): boolean {
  return result.kind === 'settled' && result.settlement === 'delivered';
}
