import type { Matcher } from '../labels/matcher.js';

/** Times are milliseconds since the epoch: silences are always shown in UTC. */
export interface Silence {
  /** UUID v4. */
  readonly id: string;
  /** An alert is meant when all matchers of any one set match. */
  readonly matcherSets: readonly (readonly Matcher[])[];
  readonly startsAtMs: number;
  readonly endsAtMs: number;
  readonly updatedAtMs: number;
  readonly createdBy: string;
  readonly comment: string;
  readonly annotations: Readonly<Record<string, string>>;
  /** From this moment on the silence may be collected: its end plus the retention when it was written. */
  readonly expiresAtMs: number;
}

export type SilenceState = 'pending' | 'active' | 'expired';

/**
 * Only active silences mute. Alertmanager counts nanoseconds and calls the very last one active; in milliseconds the
 * end belongs to the time after it, so that a silence that was just expired mutes no more.
 */
export function silenceState(silence: Silence, nowMs: number): SilenceState {
  if (nowMs >= silence.endsAtMs) return 'expired';
  return nowMs < silence.startsAtMs ? 'pending' : 'active';
}
