import type { FlushedAlert } from '../notify/delivery.js';
import type { Flush } from '../notify/flush.js';
import type { DropReason, Stage, StageResult } from '../notify/stage.js';
import type { Spans } from './spans.js';

/** As Alertmanager's metric says it. */
const REASONS: Readonly<Record<DropReason['kind'], string>> = {
  inhibited: 'inhibition',
  silenced: 'silence',
  'in mute time': 'mute_time_interval',
  'outside active time': 'active_time_interval',
};

export class TracedStage implements Stage {
  /** @param name of the span */
  constructor(
    private readonly stage: Stage,
    private readonly name: string,
    private readonly spans: Spans,
  ) {}

  run(flush: Flush, alerts: readonly FlushedAlert[]): StageResult {
    const attributes = {
      'alerting.alerts.count': alerts.length,
      'alerting.group.key': flush.groupKey,
      'alerting.route.id': flush.route.id,
    };
    return this.spans.run(this.name, { attributes }, (span) => {
      const result = this.stage.run(flush, alerts);
      const [first] = result.dropped;
      if (first !== undefined) {
        span.setAttributes({
          'alerting.alerts.muted.count': result.dropped.length,
          'alerting.alerts.filtered.count': result.kept.length,
          'alerting.suppressed.reason': REASONS[first.reason.kind],
        });
      }
      return result;
    });
  }
}
