import type {
  EventRecorderConfig,
  FileOutputConfig,
  KafkaOutputConfig,
  WebhookOutputConfig,
} from '../eventrecorder/event-recorder-config.js';
import { httpConfig } from '../httpclient/http-config.js';
import { tlsConfig } from '../httpclient/tls-config.js';
import { list } from '../schema/collections.js';
import { MASK } from '../schema/secret.js';
import { boolean, integer, type Shape, string } from '../schema/shape.js';
import { type Complain, field, optional, struct } from '../schema/struct.js';
import { duration, secretUrl } from '../schema/texts.js';

const file: Shape<FileOutputConfig> = struct(
  'eventrecorder.plain',
  { path: field('path', string, '') },
  ({ path }, complain) => {
    if (path === '') complain('event_recorder file output requires a path');
  },
);

/** What is not written stays 0, so that it is not printed: the defaults are the output's. */
const webhook: Shape<WebhookOutputConfig> = struct(
  'eventrecorder.plain',
  {
    url: optional('url', secretUrl),
    httpConfig: optional('http_config', httpConfig),
    timeout: field('timeout', duration, 0),
    workers: field('workers', integer, 0),
    maxRetries: field('max_retries', integer, 0),
    retryBackoff: field('retry_backoff', duration, 0),
    batch: field('batch', boolean, false),
    batchMaxEvents: field('batch_max_events', integer, 0),
    batchMaxBytes: field('batch_max_bytes', integer, 0),
    batchFlushInterval: field('batch_flush_interval', duration, 0),
  },
  checkWebhook,
);

const kafka: Shape<KafkaOutputConfig> = struct(
  'eventrecorder.plain',
  {
    brokers: field('brokers', list(string), []),
    topic: field('topic', string, ''),
    clientId: field('client_id', string, ''),
    format: field('format', string, 'json'),
    acks: field('acks', string, ''),
    compression: field('compression', string, ''),
    bufferSize: field('buffer_size', integer, 0),
    tlsConfig: optional('tls_config', tlsConfig),
  },
  checkKafka,
);

/** The block `event_recorder` (Alertmanager, eventrecorder.Config). */
export const eventRecorder: Shape<EventRecorderConfig> = struct('eventrecorder.plain', {
  fileOutputs: field('file_outputs', list(file), []),
  webhookOutputs: field('webhook_outputs', list(webhook), []),
  kafkaOutputs: field('kafka_outputs', list(kafka), []),
  stdoutOutputs: field(
    'stdout_outputs',
    list(struct('eventrecorder.plain', {}), () => ({})),
    [],
  ),
});

/** The files' paths start where the configuration is, as those of templates do. */
export function withJoinedPaths(config: EventRecorderConfig, joined: (path: string) => string): EventRecorderConfig {
  return { ...config, fileOutputs: config.fileOutputs.map(({ path }) => ({ path: joined(path) })) };
}

function checkWebhook(config: WebhookOutputConfig, complain: Complain): void {
  const { url, batch, batchMaxEvents, batchMaxBytes, batchFlushInterval } = config;
  if (url === undefined) complain('event_recorder webhook output requires a url');
  else if (url.reveal() === MASK) complain('event_recorder webhook output requires an absolute http(s) url', 'url');
  const settings = [batchMaxEvents, batchMaxBytes, batchFlushInterval];
  if (settings.some((setting) => setting < 0)) {
    complain('event_recorder webhook batch settings cannot be negative');
  } else if (!batch && settings.some((setting) => setting !== 0)) {
    complain('event_recorder webhook batch settings require batch: true');
  }
}

function checkKafka({ brokers, topic, format, acks, compression }: KafkaOutputConfig, complain: Complain): void {
  if (brokers.length === 0) complain('event_recorder kafka: at least one broker is required', 'brokers');
  if (brokers.includes('')) complain('event_recorder kafka: broker entries must be non-empty', 'brokers');
  if (!['', 'none', 'leader', 'all'].includes(acks)) {
    complain(`event_recorder kafka: unknown acks ${JSON.stringify(acks)}, must be "none", "leader", or "all"`, 'acks');
  }
  if (!['', 'none', 'gzip', 'snappy', 'lz4', 'zstd'].includes(compression)) {
    complain(`event_recorder kafka: unknown compression ${JSON.stringify(compression)}`, 'compression');
  }
  if (topic === '') complain('event_recorder kafka output requires a topic');
  if (!['', 'json', 'protobuf'].includes(format)) {
    complain(`event_recorder kafka: unknown format ${JSON.stringify(format)}, must be "json" or "protobuf"`, 'format');
  }
}
