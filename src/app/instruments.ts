import type { AlertStore } from '../alerts/alert-store.js';
import type { Config } from '../config/config.js';
import type { EngineEvents } from '../eventrecorder/engine-events.js';
import { RecordingAlerts } from '../eventrecorder/recording-alerts.js';
import { RecordingStage } from '../eventrecorder/recording-stage.js';
import type { DispatcherParts } from '../grouping/dispatcher.js';
import type { Inhibitor } from '../inhibit/inhibitor.js';
import type { NotificationLog } from '../nflog/notification-log.js';
import { ActiveTimeStage } from '../notify/active-time-stage.js';
import type { DeliveryQueue } from '../notify/delivery-queue.js';
import { InhibitStage } from '../notify/inhibit-stage.js';
import { MuteTimeStage } from '../notify/mute-time-stage.js';
import type { Pipeline, PipelineParts } from '../notify/pipeline.js';
import { SilenceStage } from '../notify/silence-stage.js';
import type { Stage } from '../notify/stage.js';
import type { Silencer } from '../silences/silencer.js';
import type { Silences } from '../silences/silences.js';
import type { IntervalTable } from '../timeinterval/interval-table.js';
import type { EngineSpans } from '../tracing/engine-spans.js';

/** Who looks on while the engine works. */
export interface Instruments {
  readonly tracing?: EngineSpans | undefined;
  readonly events?: EngineEvents | undefined;
  /** Told of a configuration before anything of it runs. Rejects when it cannot be; the last one goes on then. */
  readonly apply?: (config: Config) => Promise<void>;
}

/** What the stages of the pipeline ask. */
export interface Muting {
  readonly inhibitor: Inhibitor;
  readonly intervals: IntervalTable;
  readonly silencer: Silencer;
  readonly silences: Silences;
}

/** The parts of one configuration's engine, with whoever looks on put around them: nothing, where nobody does. */
export class Instrumented {
  readonly #spans: EngineSpans | undefined;
  readonly #events: EngineEvents | undefined;

  /** Tracing is turned on and off by configurations: it is decided now. */
  constructor({ tracing, events }: Instruments) {
    this.#spans = tracing?.spans.isOn ? tracing : undefined;
    this.#events = events;
  }

  alerts(store: AlertStore): DispatcherParts['alerts'] {
    const recorded = this.#events === undefined ? store : new RecordingAlerts(store, this.#events);
    return this.#spans?.alerts(recorded) ?? recorded;
  }

  pipeline(pipeline: Pipeline): DispatcherParts['pipeline'] {
    return this.#spans?.pipeline(pipeline) ?? pipeline;
  }

  log(log: NotificationLog): PipelineParts['log'] {
    return this.#spans?.log(log) ?? log;
  }

  queue(queue: DeliveryQueue): PipelineParts['queue'] {
    return this.#spans?.deliveries.queue(queue) ?? queue;
  }

  dispatcher(): Pick<DispatcherParts, 'trace'> {
    return { trace: this.#spans?.dispatch };
  }

  inhibitor(inhibitor: Inhibitor): Pick<Inhibitor, 'put' | 'find'> {
    return this.#spans?.inhibitor(inhibitor) ?? inhibitor;
  }

  stages(muting: Muting): readonly Stage[] {
    const { inhibitor, intervals, silencer } = muting;
    const silences = this.#spans?.silencer(silencer) ?? silencer;
    return [
      this.#traced('notify.MuteStage.Exec', this.#recorded(new InhibitStage(this.inhibitor(inhibitor)), muting)),
      this.#traced('notify.TimeActiveStage.Exec', new ActiveTimeStage(intervals)),
      this.#traced('notify.TimeMuteStage.Exec', new MuteTimeStage(intervals)),
      this.#traced('notify.MuteStage.Exec', this.#recorded(new SilenceStage(silences), muting)),
    ];
  }

  #recorded(stage: Stage, muting: Muting): Stage {
    return this.#events === undefined ? stage : new RecordingStage(stage, this.#events, muting);
  }

  #traced(name: string, stage: Stage): Stage {
    return this.#spans?.stage(stage, name) ?? stage;
  }
}
