import type { Silencer } from '../silences/silencer.js';
import type { FlushedAlert } from './delivery.js';
import type { Flush } from './flush.js';
import { dropEach, type Stage, type StageResult } from './stage.js';

/** Drops alerts that an active silence matches. */
export class SilenceStage implements Stage {
  constructor(private readonly silencer: Pick<Silencer, 'silencedBy'>) {}

  run(flush: Flush, alerts: readonly FlushedAlert[]): StageResult {
    return dropEach(alerts, ({ alert }) => {
      const silences = this.silencer.silencedBy(alert.labels, flush.nowMs);
      return silences.length === 0 ? undefined : { kind: 'silenced', silences };
    });
  }
}
