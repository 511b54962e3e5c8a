import type { Logger } from '../log/logger.js';
import type { EventMetrics } from '../metrics/event-metrics.js';
import { EncodedEvent, EncodingError, eventType } from './encoded-event.js';
import type { EventData } from './event-message.js';
import type { EventOutput } from './event-output.js';
import { momentOfMs } from './messages-of.js';
import { Trouble } from './trouble.js';
import { within } from './within.js';

export interface EventRecorderParts {
  /** Of this host. */
  readonly instance: string;
  readonly nowMs: () => number;
  readonly logger: Logger;
  readonly metrics: EventMetrics;
}

/** How many events may wait (Alertmanager). */
const WAITING_MAX = 8192;

/** So many events are handed out at a stretch; then sockets get their turn. */
const STRETCH = 64;

/** How long outputs may take to bring out what they hold, when the process ends or they are replaced. */
const CLOSE_MS = 10_000;

interface Output {
  readonly output: EventOutput;
  readonly trouble: Trouble;
}

/**
 * Hands events to the outputs, beside the work that they tell of: whoever records waits for nothing. A queue that is
 * full drops the event and counts it.
 */
export class EventRecorder {
  #waiting: EncodedEvent[] = [];
  #outputs: readonly Output[] = [];
  #draining: Promise<void> | undefined;
  readonly #closing = new Set<Promise<void>>();
  #isClosed = false;

  constructor(private readonly parts: EventRecorderParts) {}

  /** How many events wait. */
  get length(): number {
    return this.#waiting.length;
  }

  /** @param build makes the event; not called where nobody listens */
  record(build: () => EventData): void {
    if (this.#isClosed || this.#outputs.length === 0) return;
    const { instance, nowMs, metrics } = this.parts;
    const data = build();
    if (this.#waiting.length >= WAITING_MAX) {
      metrics.eventsDroppedTotal.inc({ event_type: eventType(data) });
      return;
    }
    this.#waiting.push(new EncodedEvent({ timestamp: momentOfMs(nowMs()), instance, data, clusterPosition: 0 }));
    this.#draining ??= this.#drain();
  }

  /** What waits, and all that comes, goes to these outputs; the former ones bring out what they hold. */
  use(outputs: readonly EventOutput[]): void {
    const former = this.#outputs;
    this.#outputs = outputs.map((output) => ({ output, trouble: new Trouble(this.parts.logger, output.name) }));
    const closing = closeAll(former).finally(() => this.#closing.delete(closing));
    this.#closing.add(closing);
  }

  /** Brings out what waits, within a bound. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await within(CLOSE_MS, async () => this.#draining);
    await Promise.all([closeAll(this.#outputs), ...this.#closing]);
    this.#outputs = [];
  }

  async #drain(): Promise<void> {
    for (let handed = 0; ; handed++) {
      // First of all: whoever records goes on with its own work.
      if (handed % STRETCH === 0) await new Promise((resolve) => setImmediate(resolve));
      const event = this.#waiting.shift();
      if (event === undefined) break;
      for (const output of this.#outputs) await this.#send(event, output);
    }
    this.#draining = undefined;
  }

  async #send(event: EncodedEvent, { output, trouble }: Output): Promise<void> {
    const { metrics } = this.parts;
    const labels = { event_type: event.type, output: output.name };
    try {
      const bytes = await output.send(event);
      metrics.eventsRecordedTotal.inc({ ...labels, result: 'success' });
      metrics.eventRecorderBytesWrittenTotal.inc(labels, bytes);
      trouble.worked();
    } catch (error) {
      if (error instanceof EncodingError) metrics.eventSerializeErrorsTotal.inc({ event_type: event.type });
      metrics.eventsRecordedTotal.inc({ ...labels, result: 'error' });
      trouble.failed('Failed to write event', error);
    }
  }
}

function closeAll(outputs: readonly Output[]): Promise<void> {
  return within(CLOSE_MS, (signal) =>
    Promise.all(
      outputs.map(({ output, trouble }) =>
        output.close(signal).catch((error: unknown) => trouble.failed('Failed to close event recorder output', error)),
      ),
    ),
  );
}
