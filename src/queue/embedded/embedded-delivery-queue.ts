import type { Clock } from '../../clock/clock.js';
import type { Logger } from '../../log/logger.js';
import { integrationName } from '../../nflog/notification-log.js';
import { type Delivery, deliveryKey } from '../../notify/delivery.js';
import type { DeliveryJournal } from '../../notify/delivery-journal.js';
import {
  type AttemptHandler,
  type AttemptResult,
  DeliveryQueue,
  type Settlement,
} from '../../notify/delivery-queue.js';
import type { Job, Lane, Running } from './lane.js';
import { Lanes } from './lanes.js';

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
}

const LIMITS: EmbeddedDeliveryQueueLimits = { concurrency: 8, waitingMax: 100_000 };

/** How long attempts that were aborted at closing may take to notice. */
const ABORT_MS = 2_000;

/** Deliveries in the memory of this process, and in a journal for the next. */
export class EmbeddedDeliveryQueue extends DeliveryQueue {
  readonly #lanes: Lanes;
  readonly #attempts = new Set<Promise<void>>();
  #handler: AttemptHandler | undefined;
  #isClosed = false;
  #isAborting = false;

  constructor(
    private readonly parts: EmbeddedDeliveryQueueParts,
    private readonly limits: EmbeddedDeliveryQueueLimits = LIMITS,
  ) {
    super();
    this.#lanes = new Lanes(limits.concurrency);
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

  override start(handler: AttemptHandler): void {
    const survivors = this.#restore();
    this.#handler = handler;
    for (const lane of [...survivors, ...this.#lanes]) this.#schedule(lane);
  }

  override async close(graceMs: number): Promise<void> {
    this.#isClosed = true;
    for (const lane of this.#lanes) lane.disarm();
    await this.#attemptsEnd(graceMs);
    this.#isAborting = true;
    for (const { running } of this.#lanes) running?.abort(new DOMException('the queue is closed', 'AbortError'));
    await this.#attemptsEnd(ABORT_MS);
  }

  override list(): readonly { readonly delivery: Delivery; readonly attempts: number; readonly dueAtMs: number }[] {
    return [...this.#lanes].flatMap(({ running, waiting }) =>
      [running?.job, waiting]
        .filter((job) => job !== undefined)
        .map(({ delivery, attempts, dueAtMs }) => ({ delivery, attempts, dueAtMs })),
    );
  }

  /** Takes in what survived a crash; nothing is handed out yet, so that only the newest of a key is. */
  #restore(): ReadonlySet<Lane> {
    const survivors = new Set<Lane>();
    const known = new Set(this.list().map(({ delivery }) => delivery.id));
    for (const delivery of this.parts.journal.load()) {
      if (known.has(delivery.id)) continue;
      const lane = this.#lanes.of(deliveryKey(delivery), integrationName(delivery.integration));
      if (lane.isAheadOf(delivery)) {
        this.parts.journal.remove(delivery.id);
      } else {
        void this.#accept(delivery);
        survivors.add(lane);
      }
    }
    return survivors;
  }

  #accept(delivery: Delivery): Promise<Settlement> {
    return new Promise((resolve) => {
      const nowMs = this.parts.clock.now();
      const lane = this.#lanes.of(deliveryKey(delivery), integrationName(delivery.integration));
      const replaced = lane.waiting;
      const dueAtMs = Math.max(nowMs, lane.notBeforeMs);
      const fresh: Job = { delivery, resolve, attempts: 0, previous: undefined, dueAtMs };
      if (replaced === undefined) {
        this.#makeRoom();
        this.#wait(lane, fresh);
      } else {
        const isSeries = nowMs < replaced.delivery.deadlineMs;
        const { attempts, previous } = replaced;
        this.#wait(
          lane,
          isSeries ? { ...fresh, attempts, previous, dueAtMs: Math.max(dueAtMs, replaced.dueAtMs) } : fresh,
        );
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
    const job = lane.waiting;
    if (job === undefined || lane.running !== undefined || this.#handler === undefined || this.#isClosed) return;
    if (job.dueAtMs > this.parts.clock.now()) {
      lane.cancelTimer = this.parts.clock.at(job.dueAtMs, () => this.#schedule(lane));
    } else if (this.#lanes.hasSlot(lane)) {
      this.#begin(lane, job, this.#handler);
    } else {
      this.#lanes.queueForSlot(lane, job);
    }
  }

  #begin(lane: Lane, waiting: Job, handler: AttemptHandler): void {
    const job = { ...waiting, attempts: waiting.attempts + 1 };
    const { delivery, attempts: number, previous } = job;
    const controller = new AbortController();
    const cancelDeadline = this.parts.clock.at(this.#abortAtMs(delivery), () =>
      controller.abort(new DOMException('the deadline of the flush has passed', 'TimeoutError')),
    );
    const running: Running = { job, isWithdrawn: false, abort: (reason) => controller.abort(reason) };
    this.#lanes.begin(lane, running);
    const attempt = this.#run(handler, { delivery, number, previous, signal: controller.signal }).then((result) => {
      cancelDeadline();
      this.#attempts.delete(attempt);
      this.#end(lane, running, result);
    });
    this.#attempts.add(attempt);
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
    this.#lanes.end(lane);
    if (result.kind === 'settled') this.#ended(running.job, result.settlement);
    else this.#retry(lane, running, result);
    for (let next = this.#lanes.takeForSlot(lane); next !== undefined; next = this.#lanes.takeForSlot(lane)) {
      this.#schedule(next);
    }
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
    const series = { attempts: job.attempts, previous: result.failure, dueAtMs: result.retryAtMs };
    if (newer !== undefined) {
      const isSeries = this.parts.clock.now() < job.delivery.deadlineMs;
      const dueAtMs = Math.max(newer.dueAtMs, lane.notBeforeMs);
      const { delivery, resolve } = newer;
      const carried = { ...series, dueAtMs: Math.max(dueAtMs, result.retryAtMs) };
      this.#lanes.wait(lane, isSeries ? { delivery, resolve, ...carried } : { ...newer, dueAtMs });
      this.#settle(job, 'superseded');
    } else if (isWithdrawn) {
      this.#settle(job, 'withdrawn');
    } else {
      this.#lanes.wait(lane, { ...job, ...series });
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

  #attemptsEnd(withinMs: number): Promise<void> {
    if (this.#attempts.size === 0) return Promise.resolve();
    return new Promise((resolve) => {
      const cancel = this.parts.clock.at(this.parts.clock.now() + withinMs, resolve);
      void Promise.all(this.#attempts).then(() => {
        cancel();
        resolve();
      });
    });
  }
}
