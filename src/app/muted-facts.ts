import { type AlertLife, mutedIn } from '../explain/alert-life.js';
import type { MutedFacts } from '../explain/facts.js';
import { type Describe, muteKey } from '../history/mute-cause.js';
import type { LabelSet } from '../labels/label-set.js';
import type { DropReason } from '../notify/stage.js';
import type { Route } from '../routing/route.js';
import type { Silencer } from '../silences/silencer.js';
import type { AlertPlace } from './alert-place.js';
import { endOf } from './interval-end.js';
import type { Running } from './running.js';

export interface MutedFactsParts {
  readonly running: () => Running;
  readonly silencer: Pick<Silencer, 'silencedBy'>;
  readonly describe: Describe;
}

/** What mutes an alert in a group now; of a group that is gone, and of the past, what was written down. */
export function mutedFacts(
  { groupId, live }: AlertPlace,
  labels: LabelSet,
  life: AlertLife | undefined,
  { atMs, isPast }: { readonly atMs: number; readonly isPast: boolean },
  parts: MutedFactsParts,
): MutedFacts | undefined {
  const written = life && mutedIn(life, groupId);
  if (isPast || live?.group === undefined) return written && { ...written, untilMs: undefined };
  const now = firstDrop(live.route, labels, atMs, parts);
  if (now === undefined) return undefined;
  const cause = parts.describe(now.reason, labels.fingerprint, atMs);
  const isSame = written !== undefined && muteKey(written.cause) === muteKey(cause);
  return { cause, sinceMs: isSame ? written.sinceMs : undefined, untilMs: now.untilMs() };
}

interface Drop {
  readonly reason: DropReason;
  /** When it ends by itself. */
  untilMs(): number | undefined;
}

/** The first stage of the pipeline that would drop the alert. */
function firstDrop(route: Route, labels: LabelSet, nowMs: number, parts: MutedFactsParts): Drop | undefined {
  const { inhibitor, configured } = parts.running();
  const found = inhibitor.find(labels, nowMs);
  if (found !== undefined) {
    return openEnded({ kind: 'inhibited', rule: found.rule.name, source: found.source.labels.fingerprint });
  }
  const { activeTimeIntervals: active, muteTimeIntervals: mute } = route;
  const matching = (names: readonly string[], atMs: number) => configured.intervals.matching(names, atMs);
  if (active.length > 0 && matching(active, nowMs).length === 0) {
    const reason = { kind: 'outside active time', intervals: active } as const;
    return { reason, untilMs: () => endOf((atMs) => matching(active, atMs).length === 0, nowMs) };
  }
  const intervals = matching(mute, nowMs);
  if (intervals.length > 0) {
    return {
      reason: { kind: 'in mute time', intervals },
      untilMs: () => endOf((atMs) => matching(mute, atMs).length > 0, nowMs),
    };
  }
  const silences = parts.silencer.silencedBy(labels, nowMs);
  return silences.length === 0 ? undefined : openEnded({ kind: 'silenced', silences });
}

function openEnded(reason: DropReason): Drop {
  return { reason, untilMs: () => undefined };
}
