import type { HttpConfig } from '../httpclient/http-config.js';
import type { TlsConfig } from '../httpclient/tls-config.js';
import type { Secret } from '../schema/secret.js';

/** The block `event_recorder` of `alertmanager.yml`: every event goes to every output. */
export interface EventRecorderConfig {
  readonly fileOutputs: readonly FileOutputConfig[];
  readonly webhookOutputs: readonly WebhookOutputConfig[];
  readonly kafkaOutputs: readonly KafkaOutputConfig[];
  readonly stdoutOutputs: readonly object[];
}

export interface FileOutputConfig {
  readonly path: string;
}

/** Times in milliseconds. 0 stands for the default, as an absent key does. */
export interface WebhookOutputConfig {
  readonly url: Secret | undefined;
  readonly httpConfig: HttpConfig | undefined;
  readonly timeout: number;
  readonly workers: number;
  /** Attempts, the first one too. */
  readonly maxRetries: number;
  readonly retryBackoff: number;
  readonly batch: boolean;
  readonly batchMaxEvents: number;
  readonly batchMaxBytes: number;
  readonly batchFlushInterval: number;
}

/** An empty text or 0 stands for the default. */
export interface KafkaOutputConfig {
  readonly brokers: readonly string[];
  readonly topic: string;
  readonly clientId: string;
  readonly format: string;
  readonly acks: string;
  readonly compression: string;
  readonly bufferSize: number;
  readonly tlsConfig: TlsConfig | undefined;
}

export const NO_EVENT_OUTPUTS: EventRecorderConfig = {
  fileOutputs: [],
  webhookOutputs: [],
  kafkaOutputs: [],
  stdoutOutputs: [],
};
