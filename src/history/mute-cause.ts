import type { InhibitRule } from '../inhibit/inhibit-rule.js';
import { printMatchers } from '../labels/print.js';
import type { DropReason } from '../notify/stage.js';

/** What muted an alert, with all that is worth knowing when it is read later: the silence or rule may be gone then. */
export type MuteCause =
  /** @param rule its name, or what it says where it has none */
  | { readonly kind: 'inhibited'; readonly rule: string; readonly source: MutingAlert }
  | { readonly kind: 'silenced'; readonly silences: readonly MutingSilence[] }
  | { readonly kind: 'in mute time'; readonly intervals: readonly string[] }
  | { readonly kind: 'outside active time'; readonly intervals: readonly string[] };

export interface MutingAlert {
  readonly fingerprint: string;
  readonly labels: Readonly<Record<string, string>>;
}

export interface MutingSilence {
  readonly id: string;
  readonly createdBy: string;
  readonly comment: string;
  /** Milliseconds since the epoch. */
  readonly endsAtMs: number;
}

/** Says more of what a stage said. */
export type Describe = (reason: DropReason, fingerprint: string, nowMs: number) => MuteCause;

/** Equal for what mutes in the same way. */
export function muteKey(reason: DropReason | MuteCause): string {
  switch (reason.kind) {
    case 'inhibited': {
      const { source } = reason;
      return `inhibited ${typeof source === 'string' ? source : source.fingerprint} ${reason.rule}`;
    }
    case 'silenced':
      return `silenced ${reason.silences.map((each) => (typeof each === 'string' ? each : each.id)).join(' ')}`;
    case 'in mute time':
    case 'outside active time':
      return `${reason.kind} ${reason.intervals.join(' ')}`;
  }
}

/** A rule's name, or what it says where it has none: `{severity="critical"} over {severity="warning"}`. */
export function ruleText({ name, source, target }: InhibitRule): string {
  return name === '' ? `${printMatchers(source)} over ${printMatchers(target)}` : name;
}
