import type { CancelTimer } from '../../clock/clock.js';
import type { Delivery } from '../../notify/delivery.js';
import type { AttemptFailure, Settlement } from '../../notify/delivery-queue.js';
import type { Pool } from './pool.js';

/** A delivery with what the attempts of its series came to. */
export interface Job {
  readonly delivery: Delivery;
  readonly resolve: (settlement: Settlement) => void;
  /** How many attempts have begun. */
  readonly attempts: number;
  readonly previous: AttemptFailure | undefined;
  readonly dueAtMs: number;
}

/** A delivery that is being attempted. */
export interface Running {
  readonly job: Job;
  readonly abort: (reason: DOMException) => void;
  /** Nobody wants it retried. */
  isWithdrawn: boolean;
}

/** One group and integration: at most one delivery under way, and one waiting. */
export class Lane {
  waiting: Job | undefined;
  running: Running | undefined;
  /** A vendor asked to be left alone until then, milliseconds since the epoch. */
  notBeforeMs = Number.NEGATIVE_INFINITY;
  cancelTimer: CancelTimer | undefined;

  constructor(
    readonly key: string,
    readonly pool: Pool<Lane>,
  ) {}

  get isIdle(): boolean {
    return this.waiting === undefined && this.running === undefined;
  }

  /** Whether it knows a newer state than this delivery. */
  isAheadOf({ flushedAtMs }: Delivery): boolean {
    const newest = this.waiting ?? this.running?.job;
    return newest !== undefined && newest.delivery.flushedAtMs > flushedAtMs;
  }

  disarm(): void {
    this.cancelTimer?.();
    this.cancelTimer = undefined;
  }
}
