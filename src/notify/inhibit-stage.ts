import type { Inhibitor } from '../inhibit/inhibitor.js';
import type { FlushedAlert } from './delivery.js';
import type { Flush } from './flush.js';
import { dropEach, type Stage, type StageResult } from './stage.js';

/** Drops alerts that a firing source alert inhibits. */
export class InhibitStage implements Stage {
  constructor(private readonly inhibitor: Pick<Inhibitor, 'find'>) {}

  run(flush: Flush, alerts: readonly FlushedAlert[]): StageResult {
    return dropEach(alerts, ({ alert }) => {
      const hit = this.inhibitor.find(alert.labels, flush.nowMs);
      if (hit === undefined) return undefined;
      return { kind: 'inhibited', rule: hit.rule.name, source: hit.source.labels.fingerprint };
    });
  }
}
