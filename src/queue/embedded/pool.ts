import type { CancelTimer } from '../../clock/clock.js';
import type { IntegrationKey } from '../../nflog/notification-log.js';
import type { MessageLimit } from '../../notify/delivery-queue.js';
import { MessageWindow } from './message-window.js';
import { SlotLine } from './slot-line.js';

/** One integration's share of the queue. */
export class Pool<Lane> {
  /** Attempts under way. */
  running = 0;
  /** How many lanes there are, idle ones too. */
  lanes = 0;
  /** The lanes in which a delivery waits, in the order in which they began to wait. */
  readonly waiting = new Set<Lane>();
  /** The lanes that are due and may not begin yet. */
  readonly line = new SlotLine<Lane>();
  readonly window = new MessageWindow();
  /** More is due than the receiver's limit allows: what stands in line is told in one message. */
  isOver = false;
  #cancelTimer: CancelTimer | undefined;
  #timerMs = Number.POSITIVE_INFINITY;

  /** @param concurrency how many attempts it may have under way */
  constructor(
    readonly integration: IntegrationKey,
    private readonly concurrency: number,
  ) {}

  get hasSlot(): boolean {
    return this.running < this.concurrency;
  }

  opensAtMs(limit: MessageLimit | undefined, nowMs: number): number {
    return this.window.opensAtMs(limit, nowMs);
  }

  /** Sets the pool's one timer, unless it is set to that moment already. */
  arm(atMs: number, set: (atMs: number) => CancelTimer): void {
    if (atMs === this.#timerMs) return;
    this.disarm();
    if (atMs === Number.POSITIVE_INFINITY) return;
    this.#timerMs = atMs;
    this.#cancelTimer = set(atMs);
  }

  disarm(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    this.#timerMs = Number.POSITIVE_INFINITY;
  }
}
