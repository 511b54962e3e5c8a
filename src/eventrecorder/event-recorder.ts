import type { Logger } from '../log/logger.js';
import type { EventMetrics } from '../metrics/event-metrics.js';
import { EncodedEvent, eventType } from './encoded-event.js';
import type { EventData } from './event-message.js';
import type { EventOutput, Payload } from './event-output.js';
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

/** So many events are handed out together; then sockets get their turn. */
const TOGETHER_MAX = 256;

/** How long outputs may take for the events that still wait when the process ends. */
const DRAIN_MS = 3_000;

/** How long they may take to bring out what they hold then, or when they are replaced. */
const CLOSE_MS = 6_000;

interface Output {
  readonly output: EventOutput;
  readonly trouble: Trouble;
}

interface Encoded {
  readonly event: EncodedEvent;
  readonly payload: Payload;
}

/**
 * Hands events to the outputs, beside the work that they tell of: whoever records waits for nothing. A queue that is
 * full drops the event and counts it.
 */
export class EventRecorder {
  readonly #waiting: EncodedEvent[] = [];
  #outputs: readonly Output[] = [];
  #draining: Promise<void> | undefined;
  /** The events that the outputs are given now. */
  #handing: Promise<void> = Promise.resolve();
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
    const handed = within(CLOSE_MS, () => this.#handing);
    const closing = handed.then(() => closeAll(former)).finally(() => this.#closing.delete(closing));
    this.#closing.add(closing);
  }

  /** Brings out what waits, within a bound. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await within(DRAIN_MS, async () => this.#draining);
    await Promise.all([closeAll(this.#outputs), ...this.#closing]);
    this.#outputs = [];
  }

  async #drain(): Promise<void> {
    do {
      // First of all: whoever records goes on with its own work.
      await new Promise((resolve) => setImmediate(resolve));
      const events = this.#waiting.splice(0, TOGETHER_MAX);
      this.#handing = this.#hand(events);
      await this.#handing;
    } while (this.#waiting.length > 0);
    this.#draining = undefined;
  }

  async #hand(events: readonly EncodedEvent[]): Promise<void> {
    for (const output of this.#outputs) await this.#send(events, output);
  }

  async #send(events: readonly EncodedEvent[], { output, trouble }: Output): Promise<void> {
    const { metrics } = this.parts;
    const encoded = this.#encode(events, output, trouble);
    try {
      await output.send(encoded.map(({ payload }) => payload));
      for (const { event, payload } of encoded) {
        const labels = { event_type: event.type, output: output.name };
        metrics.eventsRecordedTotal.inc({ ...labels, result: 'success' });
        metrics.eventRecorderBytesWrittenTotal.inc(labels, Buffer.byteLength(payload));
      }
      trouble.worked();
    } catch (error) {
      for (const { event } of encoded) {
        metrics.eventsRecordedTotal.inc({ event_type: event.type, output: output.name, result: 'error' });
      }
      trouble.failed('Failed to write events', error);
    }
  }

  #encode(events: readonly EncodedEvent[], output: EventOutput, trouble: Trouble): readonly Encoded[] {
    const { metrics } = this.parts;
    const encoded: Encoded[] = [];
    for (const event of events) {
      try {
        encoded.push({ event, payload: output.encode(event) });
      } catch (error) {
        metrics.eventSerializeErrorsTotal.inc({ event_type: event.type });
        metrics.eventsRecordedTotal.inc({ event_type: event.type, output: output.name, result: 'error' });
        trouble.failed('Failed to encode an event', error);
      }
    }
    return encoded;
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
