import type { MuteCause } from '../../../history/mute-cause.js';
import { momentJson } from './moment-json.js';

/** What muted an alert. */
export function muteCauseJson(cause: MuteCause): object {
  if (cause.kind !== 'silenced') return cause;
  const silences = cause.silences.map(({ endsAtMs, ...silence }) => ({ ...silence, endsAt: momentJson(endsAtMs) }));
  return { kind: cause.kind, silences };
}
