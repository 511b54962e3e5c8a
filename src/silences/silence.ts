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

/** Only active silences mute. At its very end a silence is still active for muting, and shown as expired. */
export function silenceState(silence: Silence, nowMs: number): SilenceState {
  if (nowMs < silence.startsAtMs) return 'pending';
  return nowMs <= silence.endsAtMs ? 'active' : 'expired';
}
