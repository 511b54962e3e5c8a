import type { FailureReason } from '../notify/outcome.js';

const MINUTE_MS = 60_000;
const MINUTES = 60;

export interface LastFailure {
  readonly atMs: number;
  readonly reason: FailureReason;
  readonly error: string;
}

/** What an integration did lately. */
export class IntegrationActivity {
  lastDeliveredAtMs: number | undefined;
  lastFailure: LastFailure | undefined;
  #rateLimitedUntilMs = Number.NEGATIVE_INFINITY;
  /** By the minute that they fell into; an hour of them. */
  readonly #minutes = new Map<number, { attempts: number; failures: number }>();

  attempted(atMs: number, failure: Omit<LastFailure, 'atMs'> | undefined): void {
    const minute = Math.floor(atMs / MINUTE_MS);
    const counts = this.#minutes.get(minute) ?? { attempts: 0, failures: 0 };
    this.#minutes.set(minute, counts);
    counts.attempts++;
    if (failure === undefined) {
      this.lastDeliveredAtMs = atMs;
      this.#rateLimitedUntilMs = Number.NEGATIVE_INFINITY;
    } else {
      counts.failures++;
      this.lastFailure = { atMs, ...failure };
    }
    this.#forget(minute);
  }

  /** The vendor wants to be left alone until then. */
  rateLimited(untilMs: number): void {
    this.#rateLimitedUntilMs = Math.max(this.#rateLimitedUntilMs, untilMs);
  }

  /** Until when the vendor wants to be left alone by some group at least; undefined where it does not. */
  rateLimitedUntil(nowMs: number): number | undefined {
    return this.#rateLimitedUntilMs > nowMs ? this.#rateLimitedUntilMs : undefined;
  }

  /** Attempts of the last hour, and how many of them failed. */
  lastHour(nowMs: number): { readonly attempts: number; readonly failures: number } {
    this.#forget(Math.floor(nowMs / MINUTE_MS));
    let [attempts, failures] = [0, 0];
    for (const counts of this.#minutes.values()) {
      attempts += counts.attempts;
      failures += counts.failures;
    }
    return { attempts, failures };
  }

  #forget(minute: number): void {
    for (const known of this.#minutes.keys()) if (known <= minute - MINUTES) this.#minutes.delete(known);
  }
}
