import type { Logger } from '../log/logger.js';
import { isSame } from '../schema/is-same.js';
import { createOutputs, type OutputParts } from './create-outputs.js';
import { EngineEvents } from './engine-events.js';
import { EventRecorder } from './event-recorder.js';
import { type EventRecorderConfig, NO_EVENT_OUTPUTS } from './event-recorder-config.js';
import { within } from './within.js';

export interface EventRecordingParts extends OutputParts {
  readonly nowMs: () => number;
  readonly logger: Logger;
}

/** Records events to the outputs of the configuration that is applied. */
export class EventRecording {
  readonly engine: EngineEvents;
  readonly #recorder: EventRecorder;
  #config: EventRecorderConfig | undefined;

  constructor(private readonly parts: EventRecordingParts) {
    this.#recorder = new EventRecorder(parts);
    this.engine = new EngineEvents(this.#recorder, parts.nowMs);
  }

  /** How many events wait. */
  get length(): number {
    return this.#recorder.length;
  }

  /**
   * Puts the outputs of a configuration in the place of the last one's. An output that cannot be made is left out at
   * the start; later the last configuration's outputs stay, all of them (Alertmanager). The log says so.
   */
  async apply(config: EventRecorderConfig = NO_EVENT_OUTPUTS): Promise<void> {
    if (isSame(config, this.#config)) return;
    const { logger } = this.parts;
    const { outputs, failed } = await createOutputs(config, this.parts);
    if (failed > 0 && this.#config !== undefined) {
      logger.error('Failed to reload event recorder outputs; keeping existing outputs', { failed });
      await within(1_000, (signal) => Promise.all(outputs.map((output) => output.close(signal))));
      return;
    }
    const isReload = this.#config !== undefined;
    this.#config = config;
    this.#recorder.use(outputs);
    if (isReload) logger.info('Event recorder configuration reloaded', { outputs: outputs.length });
  }

  /** Records that the process ends, and brings out what waits, within a bound. */
  async stop(): Promise<void> {
    this.engine.stopped();
    await this.#recorder.close();
  }
}
