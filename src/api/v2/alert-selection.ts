import type { Alert } from '../../alerts/alert.js';
import type { Equality } from '../../alerts/label-index.js';
import { compareTimestamps, utc } from '../../clock/timestamp.js';
import { type Matcher, passesFilter } from '../../labels/matcher.js';
import type { RunningEngine } from '../engine.js';
import { type AlertStatus, isSuppressed } from './alert-json.js';
import type { Query } from './query.js';

/** Which alerts a request wants to see, by their labels and by how they stand now. */
export class AlertSelection {
  readonly #filter: readonly Matcher[];
  readonly #wantsActive: boolean;
  readonly #wantsSilenced: boolean;
  readonly #wantsInhibited: boolean;
  readonly #now: ReturnType<typeof utc>;

  /** @throws {ApiError} when the filter does not parse */
  constructor(
    query: Query,
    private readonly running: RunningEngine,
    private readonly nowMs: number,
  ) {
    this.#filter = query.filter();
    this.#wantsActive = query.flag('active');
    this.#wantsSilenced = query.flag('silenced');
    this.#wantsInhibited = query.flag('inhibited');
    this.#now = utc(nowMs);
  }

  /** Labels that all selected alerts have. */
  get equalities(): readonly Equality[] {
    return this.#filter.filter(({ operator, value }) => operator === '=' && value !== '');
  }

  /** Whether the alert has not ended, and its labels pass: the cheap half. */
  concerns(alert: Alert): boolean {
    return compareTimestamps(alert.endsAt, this.#now) >= 0 && passesFilter(this.#filter, alert.labels);
  }

  /** How the alert stands; undefined when alerts that stand like this are not wanted. */
  statusOf({ labels }: Alert): AlertStatus | undefined {
    const silencedBy = this.running.silencedBy(labels, this.nowMs);
    if (!this.#wantsSilenced && silencedBy.length > 0) return undefined;
    const inhibitedBy = this.running.inhibitedBy(labels, this.nowMs);
    if (!this.#wantsInhibited && inhibitedBy.length > 0) return undefined;
    const status = { silencedBy, inhibitedBy, mutedBy: [] };
    return !this.#wantsActive && !isSuppressed(status) ? undefined : status;
  }
}
