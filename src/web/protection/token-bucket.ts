/** How often something may happen. */
export interface Rate {
  /** The time in which one token comes back; 0 and below: there is no limit. */
  readonly intervalMs: number;
  /** How many tokens there are at most, and at the beginning; 0: nothing may happen ever (Go, golang.org/x/time/rate). */
  readonly burst: number;
}

/** A rate limit that lets bursts pass. */
export class TokenBucket {
  #tokens: number;
  #atMs: number;

  constructor(
    readonly rate: Rate,
    private readonly nowMs: () => number,
  ) {
    this.#tokens = rate.burst;
    this.#atMs = nowMs();
  }

  /** @returns whether it may happen now; the token is gone then */
  take(): boolean {
    const { intervalMs, burst } = this.rate;
    if (intervalMs <= 0) return true;
    const nowMs = this.nowMs();
    this.#tokens = Math.min(burst, this.#tokens + Math.max(0, nowMs - this.#atMs) / intervalMs);
    this.#atMs = nowMs;
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }
}
