import { setTimeout as sleep } from 'node:timers/promises';
import kafkajs, { type Producer } from 'kafkajs';
import type { TlsOptions } from '../httpclient/tls-options.js';
import type { Logger } from '../log/logger.js';
import type { EncodedEvent } from './encoded-event.js';
import { EventOutput } from './event-output.js';
import type { KafkaOutputConfig } from './event-recorder-config.js';
import { isPassing, type KafkaErrorType, kafkaErrorType } from './kafka-error.js';
import { Trouble } from './trouble.js';

export interface KafkaOutputParts {
  /** The key of every message: the events of one host stay in order. */
  readonly instance: string;
  /** undefined: without TLS. */
  readonly tls: TlsOptions | undefined;
  readonly logger: Logger;
  readonly dropped: (output: string, events: number) => void;
  readonly produceFailed: (output: string, type: KafkaErrorType) => void;
}

const ACKS: Readonly<Record<string, number>> = { none: 0, leader: 1, all: -1 };

/** One request to the broker: brokers take 1 MiB at most unless told otherwise. */
const BATCH_EVENTS_MAX = 500;
const BATCH_BYTES_MAX = 512 * 1024;

const BACKOFF_MIN_MS = 500;
const BACKOFF_MAX_MS = 30_000;

/** Produces a message for each event. While the brokers are away events wait in a bounded buffer. */
export class KafkaOutput extends EventOutput<Uint8Array> {
  override readonly name: string;
  readonly #producer: Producer;
  readonly #waiting: Uint8Array[] = [];
  readonly #trouble: Trouble;
  /** While more comes than can wait. */
  readonly #shortage: Trouble;
  readonly #cut = new AbortController();
  #isConnected = false;
  #producing: Promise<void> | undefined;

  constructor(
    private readonly config: KafkaOutputConfig,
    private readonly parts: KafkaOutputParts,
  ) {
    super();
    const { brokers, topic, clientId, compression } = config;
    this.name = `kafka:${brokers.toSorted().join(',')}/${topic}`;
    this.#trouble = new Trouble(parts.logger, this.name);
    this.#shortage = new Trouble(parts.logger, this.name);
    parts.dropped(this.name, 0);
    if (['snappy', 'lz4', 'zstd'].includes(compression)) {
      const fields = { output: this.name, asked: compression, used: 'gzip' };
      parts.logger.warn('Kafka compression is not available here; another one is used', fields);
    }
    const kafka = new kafkajs.Kafka({
      brokers: [...brokers],
      clientId: clientId || 'alertmanager',
      connectionTimeout: 5_000,
      requestTimeout: 10_000,
      // What goes wrong is tried again, and told, here.
      retry: { retries: 2, initialRetryTime: 100, maxRetryTime: 1_000 },
      logLevel: kafkajs.logLevel.NOTHING,
      ...(parts.tls === undefined ? {} : { ssl: { ...parts.tls } }),
    });
    this.#producer = kafka.producer({
      allowAutoTopicCreation: false,
      createPartitioner: kafkajs.Partitioners.DefaultPartitioner,
    });
    // Says at once when the brokers cannot be reached.
    this.#pump();
  }

  override encode(event: EncodedEvent): Uint8Array {
    return this.config.format === 'protobuf' ? event.protobuf : Buffer.from(event.json);
  }

  override send(payloads: readonly Uint8Array[]): void {
    const max = this.config.bufferSize > 0 ? this.config.bufferSize : 1024;
    for (const payload of payloads) {
      if (this.#waiting.length < max) {
        this.#waiting.push(payload);
        this.#shortage.worked();
      } else {
        this.parts.dropped(this.name, 1);
        this.#shortage.failed('Kafka event recorder drops events', 'its buffer is full');
      }
    }
    this.#pump();
  }

  override async close(signal: AbortSignal): Promise<void> {
    signal.addEventListener('abort', () => this.#cut.abort(), { once: true });
    await this.#producing;
    if (this.#waiting.length > 0) this.parts.dropped(this.name, this.#waiting.length);
    await this.#producer.disconnect();
  }

  #pump(): void {
    this.#producing ??= this.#produceAll();
  }

  /** Until nothing waits. A batch leaves the buffer once it is produced, or cannot be. */
  async #produceAll(): Promise<void> {
    let failures = 0;
    do {
      const batch = this.#nextBatch();
      try {
        await this.#produce(batch);
        this.#trouble.worked();
        failures = 0;
      } catch (error) {
        this.parts.produceFailed(this.name, kafkaErrorType(error));
        this.#trouble.failed('Kafka event recorder produce failed', error);
        if (isPassing(error)) {
          await this.#backOff(failures++);
          continue;
        }
        this.parts.dropped(this.name, batch.length);
      }
      this.#waiting.splice(0, batch.length);
    } while (this.#waiting.length > 0 && !this.#cut.signal.aborted);
    this.#producing = undefined;
  }

  async #produce(batch: readonly Uint8Array[]): Promise<void> {
    const { topic, acks, compression } = this.config;
    if (!this.#isConnected) await this.#producer.connect();
    this.#isConnected = true;
    if (batch.length === 0) return;
    const isCompressed = compression !== '' && compression !== 'none';
    await this.#producer.send({
      topic,
      acks: ACKS[acks] ?? 1,
      ...(isCompressed ? { compression: kafkajs.CompressionTypes.GZIP } : {}),
      messages: batch.map((value) => ({ key: this.parts.instance, value: Buffer.from(value) })),
    });
  }

  #nextBatch(): readonly Uint8Array[] {
    let bytes = 0;
    let count = 0;
    for (const value of this.#waiting) {
      bytes += value.length;
      if (count > 0 && (count >= BATCH_EVENTS_MAX || bytes > BATCH_BYTES_MAX)) break;
      count++;
    }
    return this.#waiting.slice(0, count);
  }

  async #backOff(failures: number): Promise<void> {
    const waitMs = Math.min(BACKOFF_MIN_MS * 2 ** failures, BACKOFF_MAX_MS);
    await sleep(waitMs, undefined, { signal: this.#cut.signal }).catch(() => {});
  }
}
