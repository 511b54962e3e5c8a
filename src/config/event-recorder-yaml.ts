import { httpConfig } from '../httpclient/http-config.js';
import { tlsConfig } from '../httpclient/tls-config.js';
import { list } from '../schema/collections.js';
import { boolean, integer, string } from '../schema/shape.js';
import { field, optional, struct } from '../schema/struct.js';
import { duration, secretUrl } from '../schema/texts.js';

const file = struct('eventrecorder.plain', { path: field('path', string, '') });

const webhook = struct('eventrecorder.plain', {
  url: optional('url', secretUrl),
  httpConfig: optional('http_config', httpConfig),
  timeout: field('timeout', duration, 10_000),
  workers: field('workers', integer, 4),
  maxRetries: field('max_retries', integer, 3),
  retryBackoff: field('retry_backoff', duration, 500),
  batch: field('batch', boolean, false),
  batchMaxEvents: field('batch_max_events', integer, 100),
  batchMaxBytes: field('batch_max_bytes', integer, 1_048_576),
  batchFlushInterval: field('batch_flush_interval', duration, 100),
});

const kafka = struct(
  'kafka.plain',
  {
    brokers: field('brokers', list(string), []),
    topic: field('topic', string, ''),
    clientId: field('client_id', string, 'alertmanager'),
    format: field('format', string, 'json'),
    acks: field('acks', string, ''),
    compression: field('compression', string, ''),
    bufferSize: field('buffer_size', integer, 1024),
    tlsConfig: optional('tls_config', tlsConfig),
  },
  (config, complain) => {
    const oneOf = (key: string, value: string, known: readonly string[]) => {
      if (value !== '' && !known.includes(value)) {
        complain(`kafka: unknown ${key} ${JSON.stringify(value)}, must be ${known.join(', ')}`, key);
      }
    };
    if (config.brokers.length === 0) complain('kafka: at least one broker is required', 'brokers');
    oneOf('format', config.format, ['json', 'protobuf']);
    oneOf('acks', config.acks, ['none', 'leader', 'all']);
    oneOf('compression', config.compression, ['none', 'gzip', 'snappy', 'lz4', 'zstd']);
  },
);

export const eventRecorder = struct('eventrecorder.plain', {
  fileOutputs: field('file_outputs', list(file), []),
  webhookOutputs: field('webhook_outputs', list(webhook), []),
  kafkaOutputs: field('kafka_outputs', list(kafka), []),
  stdoutOutputs: field(
    'stdout_outputs',
    list(struct('eventrecorder.plain', {}), () => ({})),
    [],
  ),
});
