import { hostname } from 'node:os';
import { BUILD_INFO, platformText } from '../cli/build-info.js';
import type { Clock } from '../clock/clock.js';
import type { Config } from '../config/config.js';
import { EventRecording } from '../eventrecorder/event-recording.js';
import { fileReader } from '../httpclient/file-secret.js';
import { HttpClient } from '../httpclient/http-client.js';
import type { Logger } from '../log/logger.js';
import type { Metrics } from '../metrics/metrics.js';
import { EngineSpans } from '../tracing/engine-spans.js';
import { Tracing } from '../tracing/tracing.js';
import type { Instruments } from './instruments.js';

export interface InstrumentationParts {
  /** Where relative paths of the configuration start. */
  readonly folder: string;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** The feature `event-recorder`. */
  readonly recordsEvents: boolean;
}

/** Tracing and the event recorder of a server, from its first configuration to its end. */
export class Instrumentation implements Instruments {
  readonly tracing: EngineSpans;
  readonly #tracing: Tracing;
  readonly #recording: EventRecording | undefined;

  constructor(private readonly parts: InstrumentationParts) {
    const { folder, logger, metrics } = parts;
    this.#tracing = new Tracing({
      read: fileReader(folder),
      version: BUILD_INFO.version,
      logger: logger.with({ component: 'tracing' }),
      dropped: () => metrics.boundReachedTotal.inc({ bound: 'spans' }),
    });
    this.tracing = new EngineSpans(this.#tracing.spans);
    if (parts.recordsEvents) this.#recording = recordingOf(parts);
  }

  get events(): Instruments['events'] {
    return this.#recording?.engine;
  }

  /** Opens the outputs of the first configuration, so that the start itself is recorded. */
  async start({ eventRecorder }: Config): Promise<void> {
    await this.#recording?.apply(eventRecorder);
    const context = `(node=${process.version}, platform=${platformText()}, user=${BUILD_INFO.buildUser})`;
    this.events?.started(BUILD_INFO.version, context);
  }

  readonly apply = async ({ tracing, eventRecorder }: Config): Promise<void> => {
    await this.#tracing.apply(tracing);
    await this.#recording?.apply(eventRecorder);
    if (this.#recording === undefined && eventRecorder !== undefined) {
      this.parts.logger.warn('event_recorder has no effect without --enable-feature=event-recorder', {
        component: 'configuration',
      });
    }
  };

  stopTracing(): Promise<void> {
    return this.#tracing.stop();
  }

  async stopEvents(): Promise<void> {
    await this.#recording?.stop();
  }
}

function recordingOf({ folder, clock, logger, metrics: all }: InstrumentationParts): EventRecording {
  const nowMs = () => clock.now();
  const read = fileReader(folder);
  const userAgent = `Alertmanager/${BUILD_INFO.version}`;
  const metrics = all.forEvents();
  const recording = new EventRecording({
    instance: hostname(),
    nowMs,
    read,
    httpClient: (config) => new HttpClient(config, { read, userAgent, nowMs, environment: process.env }),
    writeStdout: (line, done) => process.stdout.write(line, done),
    logger: logger.with({ component: 'eventrecorder' }),
    metrics,
  });
  all.onScrape(() => metrics.eventRecorderQueueLength.set(recording.length));
  return recording;
}
