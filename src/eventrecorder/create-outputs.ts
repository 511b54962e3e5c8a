import type { ReadFile } from '../httpclient/file-secret.js';
import type { HttpClient } from '../httpclient/http-client.js';
import { DEFAULT_HTTP_CONFIG, type HttpConfig } from '../httpclient/http-config.js';
import { tlsOptions } from '../httpclient/tls-options.js';
import type { Logger } from '../log/logger.js';
import type { EventMetrics } from '../metrics/event-metrics.js';
import type { EventOutput } from './event-output.js';
import type { EventRecorderConfig } from './event-recorder-config.js';
import { FileOutput } from './file-output.js';
import { StdoutOutput } from './stdout-output.js';
import { WebhookOutput } from './webhook-output.js';

export interface OutputParts {
  readonly instance: string;
  readonly httpClient: (config: HttpConfig) => HttpClient;
  /** Reads a file that the configuration names. */
  readonly read: ReadFile;
  readonly writeStdout: (text: string, done: (error?: Error | null) => void) => void;
  readonly logger: Logger;
  readonly metrics: EventMetrics;
}

export interface CreatedOutputs {
  readonly outputs: readonly EventOutput[];
  /** How many could not be made; the log says which. */
  readonly failed: number;
}

export async function createOutputs(config: EventRecorderConfig, parts: OutputParts): Promise<CreatedOutputs> {
  const { metrics, logger } = parts;
  const dropped = (output: string, events: number) => metrics.eventOutputDropsTotal.inc({ output }, events);
  const makers: readonly (readonly [string, () => Promise<EventOutput>])[] = [
    ...config.fileOutputs.map(({ path }) => [`file:${path}`, () => FileOutput.open(path)] as const),
    ...config.webhookOutputs.map((webhook, index) => {
      const make = async () => {
        const client = parts.httpClient(webhook.httpConfig ?? DEFAULT_HTTP_CONFIG);
        return new WebhookOutput(webhook, { client, logger, dropped });
      };
      return [`webhook_outputs[${index}]`, make] as const;
    }),
    ...config.kafkaOutputs.map((kafka, index) => {
      const make = async () => {
        // Loaded where it is needed alone: the start should be quick.
        const { KafkaOutput } = await import('./kafka-output.js');
        const tls = kafka.tlsConfig && (await tlsOptions(kafka.tlsConfig, parts.read));
        const produceFailed = (output: string, type: string) =>
          metrics.eventKafkaProduceErrorsTotal.inc({ output, error_type: type });
        return new KafkaOutput(kafka, { instance: parts.instance, tls, logger, dropped, produceFailed });
      };
      return [`kafka_outputs[${index}]`, make] as const;
    }),
    ...config.stdoutOutputs.map(() => ['stdout', async () => new StdoutOutput(parts.writeStdout)] as const),
  ];

  const outputs: EventOutput[] = [];
  for (const [output, make] of makers) {
    try {
      outputs.push(await make());
    } catch (error) {
      const err = error instanceof Error ? error.message : String(error);
      logger.error('Failed to create event recorder output', { output, err });
    }
  }
  return { outputs, failed: makers.length - outputs.length };
}
