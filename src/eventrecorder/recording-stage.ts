import type { Inhibitor } from '../inhibit/inhibitor.js';
import type { FlushedAlert } from '../notify/delivery.js';
import type { Flush } from '../notify/flush.js';
import type { Stage, StageResult } from '../notify/stage.js';
import type { Silences } from '../silences/silences.js';
import type { EngineEvents } from './engine-events.js';

/** Keeps a record of whom a stage has muted. The API asks the same questions outside of the pipeline: unrecorded. */
export class RecordingStage implements Stage {
  constructor(
    private readonly stage: Stage,
    private readonly events: EngineEvents,
    private readonly muting: { readonly inhibitor: Inhibitor; readonly silences: Silences },
  ) {}

  run(flush: Flush, alerts: readonly FlushedAlert[]): StageResult {
    const result = this.stage.run(flush, alerts);
    const { inhibitor, silences } = this.muting;
    for (const { alert, reason } of result.dropped) {
      const { labels } = alert.alert;
      if (reason.kind === 'silenced') {
        const muting = reason.silences.map((id) => silences.get(id)).filter((silence) => silence !== undefined);
        this.events.silenced(flush, labels, muting);
      } else if (reason.kind === 'inhibited') {
        const inhibition = inhibitor.find(labels, flush.nowMs);
        if (inhibition !== undefined) this.events.inhibited(flush, labels, inhibition);
      }
    }
    return result;
  }
}
